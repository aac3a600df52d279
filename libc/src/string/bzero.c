/* The older names for filling and copying. */
#include <string.h>

void bzero(void *bytes, size_t count)
{
    memset(bytes, 0, count);
}

void explicit_bzero(void *bytes, size_t count)
{
    memset(bytes, 0, count);
}

void bcopy(const void *from, void *to, size_t count)
{
    memmove(to, from, count);
}
