/* Copying until a byte has been copied. */
#include <string.h>
#include "reserved.h"

void *memccpy(void *to, const void *from, int stop, size_t count)
{
    const char *end = memchr(from, stop, count);
    if (!end) {
        memcpy(to, from, count);
        return NULL;
    }
    return __mempcpy(to, from, end - (const char *)from + 1);
}
