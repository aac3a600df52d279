/* Keeping pages in memory. */
#include <sys/mman.h>
#include "kernel.h"

int mlock(const void *where, size_t length)
{
    return (int)__result(KERNEL2(mlock, where, length));
}

int mlock2(const void *where, size_t length, unsigned flags)
{
    return (int)__result(KERNEL3(mlock2, where, length, flags));
}

int munlock(const void *where, size_t length)
{
    return (int)__result(KERNEL2(munlock, where, length));
}

int mlockall(int flags)
{
    return (int)__result(KERNEL1(mlockall, flags));
}

int munlockall(void)
{
    return (int)__result(KERNEL0(munlockall));
}
