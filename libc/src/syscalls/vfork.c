/* vfork lends the parent's stack to the child, so the return address may not stay on it while the child runs. */
asm(".text\n"
    ".globl vfork\n"
    "vfork:\n"
    "    pop %rdx\n"
    "    mov $58, %eax\n"
    "    syscall\n"
    "    push %rdx\n"
    "    cmp $-4095, %rax\n"
    "    jae failed\n"
    "    ret\n"
    "failed:\n"
    "    mov %rax, %rdi\n"
    "    jmp __result\n");

/* Makes the linker fetch what the assembly jumps to. */
extern long __result(long answer);
static long (*const result)(long) = __result;
