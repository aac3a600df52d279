/* Finding a byte, from the end. */
#include <string.h>
#include "reserved.h"

void *__memrchr(const void *bytes, int wanted, size_t count)
{
    const unsigned char *each = (const unsigned char *)bytes + count;
    while (count--)
        if (*--each == (unsigned char)wanted)
            return (void *)each;
    return NULL;
}

void *memrchr(const void *bytes, int wanted, size_t count)
{
    return __memrchr(bytes, wanted, count);
}
