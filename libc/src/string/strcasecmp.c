/* Comparing strings without case. */
#include <ctype.h>
#include <strings.h>
#include "reserved.h"

int __strncasecmp(const char *left, const char *right, size_t count)
{
    for (; count; left++, right++, count--) {
        int a = tolower(*(const unsigned char *)left), b = tolower(*(const unsigned char *)right);
        if (!a || a != b)
            return a - b;
    }
    return 0;
}

int strncasecmp(const char *left, const char *right, size_t count)
{
    return __strncasecmp(left, right, count);
}

int strcasecmp(const char *left, const char *right)
{
    return __strncasecmp(left, right, -1UL);
}
