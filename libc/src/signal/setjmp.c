/* Leaving calls behind: the registers that a call preserves are kept, and put back. sigsetjmp also keeps the signal mask.
The offsets are those of jmp_buf: rbx 0, rbp 8, r12 16, r13 24, r14 32, r15 40, rsp 48, rip 56. */
#include <setjmp.h>
#include "../syscalls/reserved.h"

asm(".text\n"
    ".globl setjmp\n"
    ".globl _setjmp\n"
    "setjmp:\n"
    "_setjmp:\n"
    "    xor %esi, %esi\n"
    ".globl sigsetjmp\n"
    "sigsetjmp:\n"
    "    mov %rbx, 0(%rdi)\n"
    "    mov %rbp, 8(%rdi)\n"
    "    mov %r12, 16(%rdi)\n"
    "    mov %r13, 24(%rdi)\n"
    "    mov %r14, 32(%rdi)\n"
    "    mov %r15, 40(%rdi)\n"
    "    lea 8(%rsp), %rdx\n"
    "    mov %rdx, 48(%rdi)\n"
    "    mov (%rsp), %rdx\n"
    "    mov %rdx, 56(%rdi)\n"
    "    jmp __keep_mask\n"
    ".globl __jump\n"
    "__jump:\n"
    "    mov %esi, %eax\n"
    "    mov 0(%rdi), %rbx\n"
    "    mov 8(%rdi), %rbp\n"
    "    mov 16(%rdi), %r12\n"
    "    mov 24(%rdi), %r13\n"
    "    mov 32(%rdi), %r14\n"
    "    mov 40(%rdi), %r15\n"
    "    mov 48(%rdi), %rsp\n"
    "    mov 56(%rdi), %rdx\n"
    "    jmp *%rdx\n");
extern void __jump(jmp_buf place, int value);

/* sigsetjmp goes on here; what this returns, it returns. */
int __keep_mask(jmp_buf place, int save)
{
    place->mask_saved = save != 0;
    if (save)
        __sigprocmask(SIG_BLOCK, NULL, &place->mask);
    return 0;
}

void siglongjmp(sigjmp_buf place, int value)
{
    if (place->mask_saved)
        __sigprocmask(SIG_SETMASK, &place->mask, NULL);
    __jump(place, value ? value : 1);
}

void longjmp(jmp_buf place, int value)
{
    siglongjmp(place, value);
}

void _longjmp(jmp_buf place, int value)
{
    siglongjmp(place, value);
}
