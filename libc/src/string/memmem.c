/* Finding bytes in bytes. */
#include <string.h>

void *memmem(const void *bytes, size_t count, const void *wanted, size_t wanted_count)
{
    const char *each = bytes;
    for (; count >= wanted_count; each++, count--)
        if (memcmp(each, wanted, wanted_count) == 0)
            return (void *)each;
    return NULL;
}
