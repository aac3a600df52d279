/* Whole numbers near a real one. */
#include <math.h>
#include "extended.h"

/* The bits of x that are behind the point, as a mask; 0 when x is whole or not finite. */
static unsigned long fraction_mask(double x)
{
    union double_bits number = {x};
    int exponent = (int)(number.bits >> 52 & 0x7ff) - 1023;
    if (exponent >= 52)
        return 0;
    return exponent < 0 ? ~(1UL << 63) : (1UL << (52 - exponent)) - 1;
}

double trunc(double x)
{
    union double_bits number = {x};
    number.bits &= ~fraction_mask(x);
    return number.value;
}

double floor(double x)
{
    double whole = trunc(x);
    return whole > x ? whole - 1 : whole;
}

double ceil(double x)
{
    double whole = trunc(x);
    return whole < x ? copysign(whole + 1, x) : whole;
}

double round(double x)
{
    double whole = trunc(x), rest = fabs(x - whole);
    return rest >= 0.5 ? whole + copysign(1, x) : whole;
}

/* Adding and taking away 2^52 leaves no room for a fraction: the processor rounds, halves to even. */
double rint(double x)
{
    volatile double shifted;
    if (!fraction_mask(x))
        return x;
    shifted = fabs(x) + 0x1p52;
    return copysign(shifted - 0x1p52, x);
}

double nearbyint(double x)
{
    return rint(x);
}

long lrint(double x)
{
    return (long)rint(x);
}

long lround(double x)
{
    return (long)round(x);
}

long long llrint(double x)
{
    return lrint(x);
}

long long llround(double x)
{
    return lround(x);
}

double modf(double x, double *whole)
{
    *whole = trunc(x);
    return copysign(isinf(x) ? 0 : x - *whole, x);
}

float truncf(float x)
{
    return (float)trunc(x);
}

float floorf(float x)
{
    return (float)floor(x);
}

float ceilf(float x)
{
    return (float)ceil(x);
}

float roundf(float x)
{
    return (float)round(x);
}
