/* Which pages are in memory, and writing changed ones back. */
#include <sys/mman.h>
#include "kernel.h"

int msync(void *where, size_t length, int flags)
{
    return (int)__result(KERNEL3(msync, where, length, flags));
}

int mincore(void *where, size_t length, unsigned char *resident)
{
    return (int)__result(KERNEL3(mincore, where, length, resident));
}
