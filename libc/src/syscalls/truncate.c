/* The length of a file, and space for it. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "kernel.h"

int truncate(const char *path, off_t length)
{
    return (int)__result(KERNEL2(truncate, path, length));
}

int ftruncate(int fd, off_t length)
{
    return (int)__result(KERNEL2(ftruncate, fd, length));
}

int fallocate(int fd, int mode, off_t offset, off_t length)
{
    return (int)__result(KERNEL4(fallocate, fd, mode, offset, length));
}

int posix_fallocate(int fd, off_t offset, off_t length)
{
    return (int)-KERNEL4(fallocate, fd, 0, offset, length);
}
