/* The length of a string that may not end. */
#include <string.h>
#include "reserved.h"

size_t __strnlen(const char *text, size_t limit)
{
    size_t length = 0;
    while (length < limit && text[length])
        length++;
    return length;
}

size_t strnlen(const char *text, size_t limit)
{
    return __strnlen(text, limit);
}
