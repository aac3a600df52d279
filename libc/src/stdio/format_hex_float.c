/* %a: the bits themselves. A double shows one bit before the point, a long double four, as glibc does. */
#include <string.h>
#include "decimal.h"
#include "format.h"

/* Keeps `digits` hexadecimal digits of the 60 bits behind the point; a carry goes into the digit before it. Halves go to
   the even neighbour, which that digit decides when no other is kept. */
static unsigned long round_mantissa(unsigned long lead, unsigned long mantissa, int digits)
{
    int dropped = (15 - digits) * 4;
    unsigned long unit = 1UL << dropped, rest = mantissa & (unit - 1);
    unsigned long odd = digits ? mantissa & unit : lead & 1;
    mantissa -= rest;
    if (rest > unit / 2 || (rest == unit / 2 && odd))
        mantissa += unit;
    return mantissa;
}

void __format_hex_float(struct sink *sink, const struct conversion *how, long double number)
{
    struct binary value = __take_apart(number);
    const char *alphabet = how->letter == 'A' ? "0123456789ABCDEF" : "0123456789abcdef";
    char prefix[4] = "", digits[17], tail[8], *end = tail + sizeof tail, *first;
    int exponent = 0, precision = how->precision, i, point, top = how->size == 16 ? 3 : 0;
    unsigned long mantissa = value.mantissa, lead;
    long length;
    if (value.kind != BINARY_FINITE) {
        __format_float(sink, how, number);
        return;
    }
    if (mantissa) {
        exponent = value.exponent + 63;
        for (; !(mantissa >> 63); exponent--)
            mantissa <<= 1;
        if (how->size != 16 && exponent < -1022) {
            mantissa >>= -1022 - exponent;
            exponent = -1022;
        }
        exponent -= top;
    }
    lead = mantissa >> (63 - top);
    mantissa = mantissa << (top + 1) >> (top ? top + 1 : 4);
    if (precision >= 0 && precision < 15) {
        mantissa = round_mantissa(lead, mantissa, precision);
        lead += mantissa >> 60;
        mantissa &= (1UL << 60) - 1;
    }
    if (lead > 15) {
        lead = 1;
        exponent += 4;
    }
    for (i = 0; i < 15; i++)
        digits[i] = alphabet[mantissa >> (56 - 4 * i) & 15];
    if (precision < 0)
        for (precision = 15; precision > 0 && digits[precision - 1] == '0';)
            precision--;
    point = precision > 0 || (how->flags & FORMAT_ALTERNATE);
    first = __unsigned_digits(end, exponent < 0 ? -exponent : exponent, 10, alphabet);
    if (first == end)
        *--first = '0';
    *--first = exponent < 0 ? '-' : '+';
    *--first = how->letter == 'A' ? 'P' : 'p';
    if (value.negative)
        strcat(prefix, "-");
    else if (how->flags & FORMAT_PLUS)
        strcat(prefix, "+");
    else if (how->flags & FORMAT_SPACE)
        strcat(prefix, " ");
    strcat(prefix, how->letter == 'A' ? "0X" : "0x");
    length = 1 + point + precision + (end - first);
    __format_number(sink, how, prefix, length);
    __sink_put(sink, alphabet + lead, 1);
    if (point)
        __sink_put(sink, ".", 1);
    __sink_put(sink, digits, precision < 15 ? precision : 15);
    __sink_pad(sink, '0', precision - 15);
    __sink_put(sink, first, end - first);
    if (how->flags & FORMAT_LEFT)
        __sink_pad(sink, ' ', how->width - length - (long)strlen(prefix));
}
