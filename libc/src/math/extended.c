/* What a product of two long doubles loses, and whole numbers near a long double. */
#include "extended.h"

/* The upper 32 bits of a mantissa: products of such halves are exact. */
static long double upper(long double x)
{
    union long_double_bits number = {x};
    number.parts.mantissa &= ~0xffffffffUL;
    return number.value;
}

long double __exact_product_error(long double a, long double b, long double product)
{
    long double a1 = upper(a), a2 = a - a1, b1 = upper(b), b2 = b - b1;
    return ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
}

/* Halves to even, by leaving no room for a fraction. */
long double __round_to_whole(long double x)
{
    volatile long double shifted;
    if (x < 0) {
        shifted = x - 0x1p63L;
        return shifted + 0x1p63L;
    }
    shifted = x + 0x1p63L;
    return shifted - 0x1p63L;
}
