/* Floating values of unsigned 64-bit integers: the processor converts only signed ones. Where halving would lose a bit
   that decides the rounding, the bit is kept by setting the lowest one. */
#define HALF(value) ((long)((value) >> 1 | ((value) & 1)))

float __floatundisf(unsigned long value)
{
    if ((long)value >= 0)
        return (float)(long)value;
    return (float)HALF(value) * 2;
}

double __floatundidf(unsigned long value)
{
    if ((long)value >= 0)
        return (double)(long)value;
    return (double)HALF(value) * 2;
}

long double __floatundixf(unsigned long value)
{
    if ((long)value >= 0)
        return (long double)(long)value;
    return (long double)(long)value + 0x1p64L;
}
