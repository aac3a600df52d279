/* The first instructions of a program. The kernel enters with argc, argv, envp and the auxiliary vector on the stack, at rsp;
   C wants them as an argument and wants the stack aligned to 16 bytes at each call. */
asm(".text\n"
    ".globl _start\n"
    "_start:\n"
    "    xor %ebp, %ebp\n"
    "    mov %rsp, %rdi\n"
    "    and $-16, %rsp\n"
    "    call __start_program\n"
    "    hlt\n");

/* Names the function that the assembly above calls, so that the linker fetches it from the library. */
extern void __start_program(long *stack);
static void (*const start_program)(long *) = __start_program;
