/* Reading from a descriptor. */
#include <unistd.h>
#include "kernel.h"

ssize_t read(int fd, void *to, size_t count)
{
    return (ssize_t)__result(KERNEL3(read, fd, to, count));
}

ssize_t pread(int fd, void *to, size_t count, off_t offset)
{
    return (ssize_t)__result(KERNEL4(pread64, fd, to, count, offset));
}
