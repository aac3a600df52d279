/* The lowest bit that is set, counted from 1. */
#include <strings.h>

int ffsll(long long value)
{
    int place = 1;
    if (!value)
        return 0;
    for (; !(value & 1); value = (long long)((unsigned long long)value >> 1))
        place++;
    return place;
}

int ffsl(long value)
{
    return ffsll(value);
}

int ffs(int value)
{
    return ffsll((unsigned)value);
}
