/* The length of a string. */
#include <string.h>

size_t strlen(const char *text)
{
    const char *end = text;
    while (*end)
        end++;
    return end - text;
}
