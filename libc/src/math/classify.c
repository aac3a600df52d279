/* What kind of number the bits are. The two special values are written as bits and read as doubles. */
#include <math.h>
#include "extended.h"

int __fpclassify(double value)
{
    union double_bits number = {value};
    unsigned long exponent = number.bits >> 52 & 0x7ff, fraction = number.bits << 12;
    if (exponent == 0x7ff)
        return fraction ? FP_NAN : FP_INFINITE;
    if (exponent)
        return FP_NORMAL;
    return fraction ? FP_SUBNORMAL : FP_ZERO;
}

int __fpclassifyf(float value)
{
    int kind = __fpclassify(value);
    return kind == FP_NORMAL && fabsf(value) < 0x1p-126f ? FP_SUBNORMAL : kind;
}

int __sign_bit(double value)
{
    union double_bits number = {value};
    return (int)(number.bits >> 63);
}

double fabs(double x)
{
    union double_bits number = {x};
    number.bits &= ~(1UL << 63);
    return number.value;
}

float fabsf(float x)
{
    return (float)fabs(x);
}

long double fabsl(long double x)
{
    union long_double_bits number = {x};
    number.parts.sign_and_exponent &= 0x7fff;
    return number.value;
}

double copysign(double size, double sign)
{
    return __sign_bit(size) == __sign_bit(sign) ? size : -size;
}

double fmax(double x, double y)
{
    if (isnan(x))
        return y;
    return isnan(y) || x > y ? x : y;
}

double fmin(double x, double y)
{
    if (isnan(x))
        return y;
    return isnan(y) || x < y ? x : y;
}

double fdim(double x, double y)
{
    if (isnan(x) || isnan(y))
        return x + y;
    return x > y ? x - y : 0;
}
