/* Changes that no other process can see half done. __swap_if puts `wanted` where `expected` is, if it is there, and returns
what was there, in the lowest `size` bytes. */
#include <builtins.h>

asm(".text\n"
    ".globl __swap_if\n"
    "__swap_if:\n"
    "    mov %rdx, %rax\n"
    "    cmp $4, %esi\n"
    "    je four\n"
    "    ja eight\n"
    "    cmp $2, %esi\n"
    "    je two\n"
    "    lock\n"
    "    cmpxchgb %cl, (%rdi)\n"
    "    ret\n"
    "two:\n"
    "    lock\n"
    "    cmpxchgw %cx, (%rdi)\n"
    "    ret\n"
    "four:\n"
    "    lock\n"
    "    cmpxchgl %ecx, (%rdi)\n"
    "    ret\n"
    "eight:\n"
    "    lock\n"
    "    cmpxchgq %rcx, (%rdi)\n"
    "    ret\n"
    ".globl __full_fence\n"
    "__full_fence:\n"
    "    lock\n"
    "    orl $0, (%rsp)\n"
    "    ret\n");

static long extend(long value, int size)
{
    switch (size) {
    case 1: return (signed char)value;
    case 2: return (short)value;
    case 4: return (int)value;
    }
    return value;
}

static long load(volatile void *at, int size)
{
    switch (size) {
    case 1: return *(volatile signed char *)at;
    case 2: return *(volatile short *)at;
    case 4: return *(volatile int *)at;
    }
    return *(volatile long *)at;
}

static void store(volatile void *at, int size, long value)
{
    switch (size) {
    case 1: *(volatile char *)at = (char)value; break;
    case 2: *(volatile short *)at = (short)value; break;
    case 4: *(volatile int *)at = (int)value; break;
    default: *(volatile long *)at = value; break;
    }
}

static long result_of(long old, int operator, long value)
{
    switch (operator) {
    case '+': return old + value;
    case '-': return old - value;
    case '|': return old | value;
    case '&': return old & value;
    case '^': return old ^ value;
    }
    return value;
}

long __change(volatile void *at, int size, int operator, long value, int want_new)
{
    long old, wanted;
    do {
        old = load(at, size);
        wanted = result_of(old, operator, value);
    } while (extend(__swap_if(at, size, old, wanted), size) != old);
    return want_new ? wanted : old;
}

int __change_if(volatile void *at, int size, void *expected, long wanted)
{
    long old = load(expected, size), was = extend(__swap_if(at, size, old, wanted), size);
    if (was != old)
        store(expected, size, was);
    return was == old;
}
