/* Unsigned 64-bit integers of floating values, towards zero. A long double is taken apart: its 64-bit mantissa would not
   survive TCC's way through double. */
#define TOP 0x8000000000000000UL

unsigned long __fixunsdfdi(double value)
{
    if (value < 0x1p63)
        return (long)value;
    return (long)(value - 0x1p63) ^ TOP;
}

unsigned long __fixunssfdi(float value)
{
    return __fixunsdfdi(value);
}

unsigned long __fixunsxfdi(long double value)
{
    union {
        long double value;
        struct {
            unsigned long mantissa;
            unsigned short sign_and_exponent;
        } parts;
    } number;
    int shift;
    unsigned long whole;
    number.value = value;
    shift = 16383 + 63 - (number.parts.sign_and_exponent & 0x7fff);
    if (shift > 63)
        return 0;
    if (shift < 0)
        return TOP;
    whole = number.parts.mantissa >> shift;
    return number.parts.sign_and_exponent >> 15 ? -whole : whole;
}
