/* Filling bytes, upwards. */
asm(".text\n"
    ".globl memset\n"
    "memset:\n"
    "    mov %rdi, %r8\n"
    "    mov %esi, %eax\n"
    "    mov %rdx, %rcx\n"
    "    rep\n"
    "    stosb\n"
    "    mov %r8, %rax\n"
    "    ret\n");
