/* Permissions of files, present and future. */
#include <sys/stat.h>
#include "kernel.h"

int chmod(const char *path, mode_t mode)
{
    return (int)__result(KERNEL2(chmod, path, mode));
}

int fchmod(int fd, mode_t mode)
{
    return (int)__result(KERNEL2(fchmod, fd, mode));
}

mode_t umask(mode_t mask)
{
    return (mode_t)__result(KERNEL1(umask, mask));
}

int mkfifo(const char *path, mode_t mode)
{
    return (int)__result(KERNEL3(mknod, path, mode | S_IFIFO, 0));
}
