/* GCC's functions about bits, from the processor's instructions. */
#include <builtins.h>

asm(".text\n"
    ".globl __builtin_ctz\n"
    "__builtin_ctz:\n"
    "    bsf %edi, %eax\n"
    "    ret\n"
    ".globl __builtin_ctzl\n"
    ".globl __builtin_ctzll\n"
    "__builtin_ctzl:\n"
    "__builtin_ctzll:\n"
    "    bsf %rdi, %rax\n"
    "    ret\n"
    ".globl __builtin_clz\n"
    "__builtin_clz:\n"
    "    bsr %edi, %eax\n"
    "    xor $31, %eax\n"
    "    ret\n"
    ".globl __builtin_clzl\n"
    ".globl __builtin_clzll\n"
    "__builtin_clzl:\n"
    "__builtin_clzll:\n"
    "    bsr %rdi, %rax\n"
    "    xor $63, %eax\n"
    "    ret\n"
    ".globl __builtin_bswap16\n"
    "__builtin_bswap16:\n"
    "    bswap %edi\n"
    "    mov %edi, %eax\n"
    "    shr $16, %eax\n"
    "    ret\n"
    ".globl __builtin_bswap32\n"
    "__builtin_bswap32:\n"
    "    mov %edi, %eax\n"
    "    bswap %eax\n"
    "    ret\n"
    ".globl __builtin_bswap64\n"
    "__builtin_bswap64:\n"
    "    mov %rdi, %rax\n"
    "    bswapq %rax\n"
    "    ret\n"
    ".globl __trap\n"
    "__trap:\n"
    "    ud2\n");

int __builtin_popcountl(unsigned long x)
{
    int count = 0;
    for (; x; x &= x - 1)
        count++;
    return count;
}

int __builtin_popcountll(unsigned long long x)
{
    return __builtin_popcountl(x);
}

int __builtin_popcount(unsigned x)
{
    return __builtin_popcountl(x);
}

int __builtin_ffsl(long x)
{
    return x ? __builtin_ctzl(x) + 1 : 0;
}

int __builtin_ffsll(long long x)
{
    return __builtin_ffsl(x);
}

int __builtin_ffs(int x)
{
    return __builtin_ffsl(x);
}
