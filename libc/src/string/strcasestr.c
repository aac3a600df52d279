/* Finding a string in a string, without case. */
#include <string.h>
#include "reserved.h"

char *strcasestr(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);
    do {
        if (__strncasecmp(text, wanted, length) == 0)
            return (char *)text;
    } while (*text++);
    return NULL;
}
