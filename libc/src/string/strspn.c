/* How far a string stays inside, or outside, a set of characters. */
#include <string.h>

size_t strspn(const char *text, const char *accept)
{
    const char *end = text;
    while (*end && strchr(accept, *end))
        end++;
    return end - text;
}

size_t strcspn(const char *text, const char *reject)
{
    const char *end = text;
    while (*end && !strchr(reject, *end))
        end++;
    return end - text;
}

char *strpbrk(const char *text, const char *accept)
{
    text += strcspn(text, accept);
    return *text ? (char *)text : NULL;
}
