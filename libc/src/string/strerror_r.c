/* Errors in words, in the caller's memory: GNU's strerror_r, which may leave that alone, and POSIX's, which fills it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "reserved.h"

#undef strerror_r

char *strerror_r(int number, char *to, size_t size)
{
    const char *text = __error_text(number);
    if (text)
        return (char *)text;
    snprintf(to, size, "Unknown error %d", number);
    return to;
}

int __xpg_strerror_r(int number, char *to, size_t size)
{
    const char *text = __error_text(number);
    int length = text ? snprintf(to, size, "%s", text) : snprintf(to, size, "Unknown error %d", number);
    return !text ? EINVAL : (size_t)length >= size ? ERANGE : 0;
}
