/* Mapping and unmapping memory, and changing what may be done with it. */
#include <stdarg.h>
#include <sys/mman.h>
#include "kernel.h"

void *mmap(void *where, size_t length, int protection, int flags, int fd, off_t offset)
{
    return (void *)__result(KERNEL6(mmap, where, length, protection, flags, fd, offset));
}

int munmap(void *where, size_t length)
{
    return (int)__result(KERNEL2(munmap, where, length));
}

int mprotect(void *where, size_t length, int protection)
{
    return (int)__result(KERNEL3(mprotect, where, length, protection));
}

void *mremap(void *where, size_t old_length, size_t new_length, int flags, ...)
{
    void *wanted;
    va_list list;
    va_start(list, flags);
    wanted = va_arg(list, void *);
    va_end(list);
    return (void *)__result(KERNEL5(mremap, where, old_length, new_length, flags, wanted));
}
