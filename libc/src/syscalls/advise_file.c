/* Hints about how a file will be read. */
#include <fcntl.h>
#include "kernel.h"

int posix_fadvise(int fd, off_t offset, off_t length, int advice)
{
    return (int)-KERNEL4(fadvise64, fd, offset, length, advice);
}

ssize_t readahead(int fd, off_t offset, size_t count)
{
    return (ssize_t)__result(KERNEL3(readahead, fd, offset, count));
}
