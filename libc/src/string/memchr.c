/* Finding a byte. */
#include <string.h>

void *memchr(const void *bytes, int wanted, size_t count)
{
    const unsigned char *each = bytes;
    for (; count; each++, count--)
        if (*each == (unsigned char)wanted)
            return (void *)each;
    return NULL;
}
