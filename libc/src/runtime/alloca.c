/* alloca takes from the caller's stack, so the return address moves out of the way first. */
asm(".text\n"
    ".globl alloca\n"
    "alloca:\n"
    "    pop %rdx\n"
    "    add $15, %rdi\n"
    "    and $-16, %rdi\n"
    "    sub %rdi, %rsp\n"
    "    mov %rsp, %rax\n"
    "    push %rdx\n"
    "    ret\n");
