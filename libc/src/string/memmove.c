/* Copying bytes that may overlap: downwards where copying upwards would overwrite what is still to be read. */
#include <string.h>

void *memmove(void *to, const void *from, size_t count)
{
    char *target = (char *)to + count;
    const char *source = (const char *)from + count;
    if ((size_t)((char *)to - (char *)from) >= count)
        return memcpy(to, from, count);
    while (count >= 8) {
        target -= 8;
        source -= 8;
        count -= 8;
        *(unsigned long *)target = *(const unsigned long *)source;
    }
    while (count--)
        *--target = *--source;
    return to;
}
