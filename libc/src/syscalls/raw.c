/* The one place where a program leaves for the kernel. C passes arguments in rdi, rsi, rdx, rcx, r8, r9 and the stack;
   the kernel wants the number in rax and arguments in rdi, rsi, rdx, r10, r8, r9. It destroys rcx and r11. */
asm(".text\n"
    ".globl __kernel\n"
    "__kernel:\n"
    "    mov %rdi, %rax\n"
    "    mov %rsi, %rdi\n"
    "    mov %rdx, %rsi\n"
    "    mov %rcx, %rdx\n"
    "    mov %r8, %r10\n"
    "    mov %r9, %r8\n"
    "    mov 8(%rsp), %r9\n"
    "    syscall\n"
    "    ret\n");
