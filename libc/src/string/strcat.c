/* Appending strings. */
#include <string.h>
#include "reserved.h"

char *strcat(char *to, const char *from)
{
    __stpcpy(to + strlen(to), from);
    return to;
}

char *strncat(char *to, const char *from, size_t count)
{
    char *end = to + strlen(to);
    size_t length = __strnlen(from, count);
    memcpy(end, from, length);
    end[length] = 0;
    return to;
}
