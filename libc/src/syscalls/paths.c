/* Names in directories: asking, adding, removing. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "kernel.h"

int access(const char *path, int mode)
{
    return (int)__result(KERNEL2(access, path, mode));
}

int link(const char *from, const char *to)
{
    return (int)__result(KERNEL2(link, from, to));
}

int symlink(const char *target, const char *path)
{
    return (int)__result(KERNEL2(symlink, target, path));
}

ssize_t readlink(const char *path, char *to, size_t size)
{
    return (ssize_t)__result(KERNEL3(readlink, path, to, size));
}

int unlink(const char *path)
{
    return (int)__result(KERNEL1(unlink, path));
}

int rmdir(const char *path)
{
    return (int)__result(KERNEL1(rmdir, path));
}

int chdir(const char *path)
{
    return (int)__result(KERNEL1(chdir, path));
}

int mkdir(const char *path, mode_t mode)
{
    return (int)__result(KERNEL2(mkdir, path, mode));
}

int rename(const char *from, const char *to)
{
    return (int)__result(KERNEL2(rename, from, to));
}
