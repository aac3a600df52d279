/* Removing a file or an empty directory. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include "../syscalls/reserved.h"

int remove(const char *path)
{
    if (__unlink(path) == 0)
        return 0;
    return errno == EISDIR ? __rmdir(path) : -1;
}
