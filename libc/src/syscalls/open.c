/* Opening a file. The mode argument exists only if the file may be created. */
#include <fcntl.h>
#include <stdarg.h>
#include "kernel.h"

static int creates(int flags)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (creates(flags)) {
        va_list list;
        va_start(list, flags);
        mode = va_arg(list, mode_t);
        va_end(list);
    }
    return (int)__result(KERNEL4(openat, AT_FDCWD, path, flags, mode));
}

int openat(int directory, const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (creates(flags)) {
        va_list list;
        va_start(list, flags);
        mode = va_arg(list, mode_t);
        va_end(list);
    }
    return (int)__result(KERNEL4(openat, directory, path, flags, mode));
}

int creat(const char *path, mode_t mode)
{
    return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
