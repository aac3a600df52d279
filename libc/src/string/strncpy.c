/* Copying strings into fields that are filled up with zeros. */
#include <string.h>
#include "reserved.h"

static char *copy(char *to, const char *from, size_t count)
{
    size_t length = __strnlen(from, count);
    memcpy(to, from, length);
    memset(to + length, 0, count - length);
    return to + length;
}

char *strncpy(char *to, const char *from, size_t count)
{
    copy(to, from, count);
    return to;
}

char *stpncpy(char *to, const char *from, size_t count)
{
    return copy(to, from, count);
}
