/* A long double taken apart. Every double is a long double without loss. */
#include "decimal.h"

struct binary __take_apart(long double value)
{
    union {
        long double value;
        struct {
            unsigned long mantissa;
            unsigned short sign_and_exponent;
        } parts;
    } number;
    struct binary result;
    int exponent;
    number.value = value;
    exponent = number.parts.sign_and_exponent & 0x7fff;
    result.mantissa = number.parts.mantissa;
    result.negative = number.parts.sign_and_exponent >> 15;
    result.kind = BINARY_FINITE;
    if (exponent == 0x7fff)
        result.kind = number.parts.mantissa << 1 ? BINARY_NAN : BINARY_INFINITE;
    result.exponent = (exponent ? exponent : 1) - 16383 - 63;
    while (result.mantissa && !(result.mantissa & 1) && result.exponent < 0) {
        result.mantissa >>= 1;
        result.exponent++;
    }
    return result;
}
