/* Whole numbers from text. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

static int digit_value(int c)
{
    if (isdigit(c))
        return c - '0';
    if (isalpha(c))
        return (c | 32) - 'a' + 10;
    return 99;
}

/* Reads a number into *value and its sign into *negative. Returns 0 if it does not fit 64 bits, else 1. */
static int convert(const char *text, char **end, int base, unsigned long *value, int *negative)
{
    const unsigned char *at = (const unsigned char *)text;
    unsigned long sum = 0;
    int digit, any = 0, fits = 1;
    *value = 0;
    *negative = 0;
    if (end)
        *end = (char *)text;
    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        return 1;
    }
    while (isspace(*at))
        at++;
    if (*at == '-' || *at == '+')
        *negative = *at++ == '-';
    if ((base == 0 || base == 16) && at[0] == '0' && (at[1] | 32) == 'x' && isxdigit(at[2])) {
        at += 2;
        base = 16;
    }
    if (base == 0)
        base = *at == '0' ? 8 : 10;
    for (; (digit = digit_value(*at)) < base; at++) {
        any = 1;
        if (sum > (ULONG_MAX - digit) / base)
            fits = 0;
        sum = sum * base + digit;
    }
    if (any && end)
        *end = (char *)at;
    *value = sum;
    return fits;
}

long strtol(const char *text, char **end, int base)
{
    unsigned long value;
    int negative;
    int fits = convert(text, end, base, &value, &negative);
    if (!fits || value > (unsigned long)LONG_MAX + negative) {
        errno = ERANGE;
        return negative ? LONG_MIN : LONG_MAX;
    }
    return negative ? -value : value;
}

unsigned long strtoul(const char *text, char **end, int base)
{
    unsigned long value;
    int negative;
    if (!convert(text, end, base, &value, &negative)) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return negative ? -value : value;
}

long long strtoll(const char *text, char **end, int base)
{
    return strtol(text, end, base);
}

unsigned long long strtoull(const char *text, char **end, int base)
{
    return strtoul(text, end, base);
}

intmax_t strtoimax(const char *text, char **end, int base)
{
    return strtol(text, end, base);
}

uintmax_t strtoumax(const char *text, char **end, int base)
{
    return strtoul(text, end, base);
}
