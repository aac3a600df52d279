/* Memory that has a name or a descriptor, and no disk. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "kernel.h"

int memfd_create(const char *name, unsigned flags)
{
    return (int)__result(KERNEL2(memfd_create, name, flags));
}

static int shared_path(char *to, const char *name)
{
    static const char folder[] = "/dev/shm/";
    while (*name == '/')
        name++;
    if (!*name || strlen(name) > 255 || strchr(name, '/')) {
        errno = EINVAL;
        return -1;
    }
    memcpy(to, folder, sizeof folder);
    strcat(to, name);
    return 0;
}

int shm_open(const char *name, int flags, mode_t mode)
{
    char path[272];
    if (shared_path(path, name) < 0)
        return -1;
    return open(path, flags | O_NOFOLLOW | O_CLOEXEC, mode);
}

int shm_unlink(const char *name)
{
    char path[272];
    if (shared_path(path, name) < 0)
        return -1;
    return unlink(path);
}
