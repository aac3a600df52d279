/* Going from one stack to another. Kept are the registers that a call preserves, the stack, the place, and the signal mask;
put back are those that carry arguments, too, for the first entry. The offsets are those of ucontext_t. */
#include <stdarg.h>
#include <stdlib.h>
#include <ucontext.h>
#include "../syscalls/reserved.h"

asm(".text\n"
    /* Of its caller's caller. */
    ".globl __save_context\n"
    "__save_context:\n"
    "    mov %r12, 72(%rdi)\n"
    "    mov %r13, 80(%rdi)\n"
    "    mov %r14, 88(%rdi)\n"
    "    mov %r15, 96(%rdi)\n"
    "    mov %rbp, 120(%rdi)\n"
    "    mov %rbx, 128(%rdi)\n"
    "    lea 16(%rsp), %rdx\n"
    "    mov %rdx, 160(%rdi)\n"
    "    mov 8(%rsp), %rdx\n"
    "    mov %rdx, 168(%rdi)\n"
    "    ret\n"
    ".globl getcontext\n"
    "getcontext:\n"
    "    call __save_context\n"
    "    jmp __keep_context_mask\n"
    ".globl swapcontext\n"
    "swapcontext:\n"
    "    call __save_context\n"
    "    jmp __swap_masks\n"
    ".globl __load_context\n"
    "__load_context:\n"
    "    mov %rdi, %rax\n"
    "    mov 40(%rax), %r8\n"
    "    mov 48(%rax), %r9\n"
    "    mov 72(%rax), %r12\n"
    "    mov 80(%rax), %r13\n"
    "    mov 88(%rax), %r14\n"
    "    mov 96(%rax), %r15\n"
    "    mov 104(%rax), %rdi\n"
    "    mov 112(%rax), %rsi\n"
    "    mov 120(%rax), %rbp\n"
    "    mov 128(%rax), %rbx\n"
    "    mov 136(%rax), %rdx\n"
    "    mov 152(%rax), %rcx\n"
    "    mov 160(%rax), %rsp\n"
    "    mov 168(%rax), %r11\n"
    "    xor %eax, %eax\n"
    "    jmp *%r11\n"
    /* A function that was started on its own stack returns here; rbx has what comes after it. */
    ".globl __end_of_context\n"
    "__end_of_context:\n"
    "    mov %rbx, %rdi\n"
    "    and $-16, %rsp\n"
    "    call __follow_link\n"
    "    hlt\n");
extern void __load_context(const ucontext_t *context);
extern void __end_of_context(void);

int __keep_context_mask(ucontext_t *context)
{
    context->uc_flags = 0;
    return __sigprocmask(SIG_BLOCK, NULL, &context->uc_sigmask);
}

int setcontext(const ucontext_t *context)
{
    if (__sigprocmask(SIG_SETMASK, &context->uc_sigmask, NULL) < 0)
        return -1;
    __load_context(context);
    return -1;
}

int __swap_masks(ucontext_t *from, const ucontext_t *to)
{
    __keep_context_mask(from);
    return setcontext(to);
}

void __follow_link(const ucontext_t *link)
{
    if (link)
        setcontext(link);
    exit(0);
}

void makecontext(ucontext_t *context, void (*function)(void), int count, ...)
{
    static const int places[] = {REG_RDI, REG_RSI, REG_RDX, REG_RCX, REG_R8, REG_R9};
    int on_stack = count > 6 ? count - 6 : 0, i;
    long *top = (long *)(((long)context->uc_stack.ss_sp + (long)context->uc_stack.ss_size - 8L * on_stack) & -16L);
    greg_t *registers = context->uc_mcontext.gregs;
    va_list list;
    va_start(list, count);
    for (i = 0; i < count; i++) {
        long argument = va_arg(list, long);
        if (i < 6)
            registers[places[i]] = argument;
        else
            top[i - 6] = argument;
    }
    va_end(list);
    *--top = (long)__end_of_context;
    registers[REG_RSP] = (long)top;
    registers[REG_RBX] = (long)context->uc_link;
    registers[REG_RIP] = (long)function;
}
