/* Comparing as the locale does: in the C locale, as bytes. */
#include <string.h>

int strcoll(const char *left, const char *right)
{
    return strcmp(left, right);
}

size_t strxfrm(char *to, const char *from, size_t count)
{
    size_t length = strlen(from);
    if (length < count)
        memcpy(to, from, length + 1);
    return length;
}
