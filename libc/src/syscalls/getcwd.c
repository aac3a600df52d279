/* The working directory. With no buffer given, one is allocated. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "kernel.h"

char *getcwd(char *to, size_t size)
{
    char *buffer = to;
    if (!to) {
        if (!size)
            size = 4096;
        buffer = malloc(size);
        if (!buffer)
            return NULL;
    }
    if (__result(KERNEL2(getcwd, buffer, size)) >= 0)
        return buffer;
    if (!to)
        free(buffer);
    return NULL;
}
