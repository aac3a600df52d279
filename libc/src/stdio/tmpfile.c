/* A file that nobody else can open, and that goes when it is closed. */
#include <stdio.h>
#include <stdlib.h>
#include "../syscalls/reserved.h"

FILE *tmpfile(void)
{
    char name[] = "/tmp/tmpfXXXXXX";
    int fd = mkstemp(name);
    FILE *stream;
    if (fd < 0)
        return NULL;
    __unlink(name);
    stream = fdopen(fd, "w+");
    if (!stream)
        __close(fd);
    return stream;
}
