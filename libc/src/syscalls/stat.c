/* What the kernel knows about a file. */
#include <sys/stat.h>
#include "kernel.h"

int stat(const char *path, struct stat *to)
{
    return (int)__result(KERNEL2(stat, path, to));
}

int lstat(const char *path, struct stat *to)
{
    return (int)__result(KERNEL2(lstat, path, to));
}

int fstat(int fd, struct stat *to)
{
    return (int)__result(KERNEL2(fstat, fd, to));
}
