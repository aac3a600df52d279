/* Comparing strings. */
#include <string.h>

int strcmp(const char *left, const char *right)
{
    while (*left && *left == *right) {
        left++;
        right++;
    }
    return *(const unsigned char *)left - *(const unsigned char *)right;
}

int strncmp(const char *left, const char *right, size_t count)
{
    for (; count; left++, right++, count--)
        if (!*left || *left != *right)
            return *(const unsigned char *)left - *(const unsigned char *)right;
    return 0;
}
