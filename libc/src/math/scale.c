/* Powers of two: taken out, put in. */
#include <math.h>
#include "extended.h"

double frexp(double x, int *exponent)
{
    union double_bits number = {x};
    int field = (int)(number.bits >> 52 & 0x7ff);
    *exponent = 0;
    if (field == 0x7ff || x == 0)
        return x;
    if (field == 0) {
        number.value = x * 0x1p64;
        field = (int)(number.bits >> 52 & 0x7ff) - 64;
    }
    *exponent = field - 1022;
    number.bits = (number.bits & ~(0x7ffUL << 52)) | 1022UL << 52;
    return number.value;
}

long double ldexpl(long double x, int exponent)
{
    union long_double_bits power = {1};
    while (exponent) {
        int step = exponent > 16000 ? 16000 : exponent < -16000 ? -16000 : exponent;
        power.parts.sign_and_exponent = (unsigned short)(16383 + step);
        x *= power.value;
        exponent -= step;
        if (x == 0 || x - x != 0)
            break;
    }
    return x;
}

double ldexp(double x, int exponent)
{
    return (double)ldexpl(x, exponent);
}

double scalbn(double x, int exponent)
{
    return (double)ldexpl(x, exponent);
}
