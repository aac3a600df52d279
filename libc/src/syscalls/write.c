/* Writing to a descriptor. */
#include <unistd.h>
#include "kernel.h"

ssize_t write(int fd, const void *from, size_t count)
{
    return (ssize_t)__result(KERNEL3(write, fd, from, count));
}

ssize_t pwrite(int fd, const void *from, size_t count, off_t offset)
{
    return (ssize_t)__result(KERNEL4(pwrite64, fd, from, count, offset));
}
