/* The numbers beside a number, its exponent, and the rest of a division to the nearest. */
#include <limits.h>
#include <math.h>
#include "extended.h"

double nan(const char *tag)
{
    (void)tag;
    return NAN;
}

double nextafter(double x, double towards)
{
    union double_bits number = {x};
    if (isnan(x) || isnan(towards))
        return x + towards;
    if (x == towards)
        return towards;
    if (x == 0) {
        number.bits = 1;
        return copysign(number.value, towards);
    }
    number.bits += (x < towards) == (x > 0) ? 1 : -1;
    return number.value;
}

double logb(double x)
{
    int exponent;
    if (x == 0)
        return -HUGE_VAL;
    if (!isfinite(x))
        return x * x;
    frexp(x, &exponent);
    return exponent - 1;
}

int ilogb(double x)
{
    int exponent;
    if (x == 0 || isnan(x))
        return INT_MIN;
    if (isinf(x))
        return INT_MAX;
    frexp(x, &exponent);
    return exponent - 1;
}

double remainder(double x, double y)
{
    double size = fabs(y), rest;
    if (isnan(x) || isnan(y) || isinf(x) || y == 0)
        return (x * y) / (x * y);
    if (isinf(y))
        return x;
    rest = size <= 0x1p1022 ? fmod(fabs(x), 2 * size) : fabs(x);
    if (size < 0x1p-1021) {
        if (rest + rest > size) {
            rest -= size;
            if (rest + rest >= size)
                rest -= size;
        }
    } else if (rest > size / 2) {
        rest -= size;
        if (rest >= size / 2)
            rest -= size;
    }
    return signbit(x) ? -rest : rest;
}
