/* Whole numbers near a long double, its root, and the rest of a division: the last two are the processor's own. */
#include <math.h>
#include "extended.h"

asm(".text\n"
    ".globl sqrtl\n"
    "sqrtl:\n"
    "    fldt 8(%rsp)\n"
    "    fsqrt\n"
    "    ret\n"
    ".globl fmodl\n"
    "fmodl:\n"
    "    fldt 24(%rsp)\n"
    "    fldt 8(%rsp)\n"
    "more:\n"
    "    fprem\n"
    "    fnstsw %ax\n"
    "    test $4, %ah\n"
    "    jnz more\n"
    "    fstp %st(1)\n"
    "    ret\n");

long double truncl(long double x)
{
    union long_double_bits number = {x};
    int exponent = (number.parts.sign_and_exponent & 0x7fff) - 16383;
    if (exponent < 0) {
        number.parts.mantissa = 0;
        number.parts.sign_and_exponent &= 0x8000;
    } else if (exponent < 63)
        number.parts.mantissa &= ~(~0UL >> 1 >> exponent);
    return number.value;
}

long double floorl(long double x)
{
    long double whole = truncl(x);
    if (whole > x)
        whole = whole - 1;
    return whole;
}

long double ceill(long double x)
{
    return -floorl(-x);
}

long double roundl(long double x)
{
    long double whole = truncl(x), rest = fabsl(x - whole);
    if (rest < 0.5L)
        return whole;
    if (x < 0)
        return whole - 1;
    return whole + 1;
}
