/* How the rest of the library asks the kernel. `__kernel` returns what the kernel returns: -errno on failure.
   `__result` turns that into C's way: -1, with errno set. */
#ifndef LIBC_KERNEL_H
#define LIBC_KERNEL_H

#include <sys/syscall.h>

long __kernel(long number, ...);
long __result(long answer);

#define KERNEL0(name) __kernel(SYS_##name)
#define KERNEL1(name, a) __kernel(SYS_##name, (long)(a))
#define KERNEL2(name, a, b) __kernel(SYS_##name, (long)(a), (long)(b))
#define KERNEL3(name, a, b, c) __kernel(SYS_##name, (long)(a), (long)(b), (long)(c))
#define KERNEL4(name, a, b, c, d) __kernel(SYS_##name, (long)(a), (long)(b), (long)(c), (long)(d))
#define KERNEL5(name, a, b, c, d, e) __kernel(SYS_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
#define KERNEL6(name, a, b, c, d, e, f) \
    __kernel(SYS_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

#endif
