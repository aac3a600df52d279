/* Telling the kernel how memory will be used. */
#include <errno.h>
#include <sys/mman.h>
#include "kernel.h"

int madvise(void *where, size_t length, int advice)
{
    return (int)__result(KERNEL3(madvise, where, length, advice));
}

/* Linux's MADV_DONTNEED throws contents away, which POSIX does not allow: that advice does nothing here. */
int posix_madvise(void *where, size_t length, int advice)
{
    if (advice == POSIX_MADV_DONTNEED)
        return 0;
    return (int)-KERNEL3(madvise, where, length, advice);
}
