/* Text to floating values, exactly. The digits become one long whole number, which is multiplied or divided by a power of ten
as a whole, and is then rounded once, halves to even. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <strings.h>
#include "big_number.h"
#include "float_text.h"
#include "../string/reserved.h"

/* 770 digits decide any double. More of them for a long double are only seen as "something follows". */
enum { DIGITS_KEPT = 1000 };

static long double scale(unsigned long mantissa, int exponent)
{
    union {
        long double value;
        struct {
            unsigned long mantissa;
            unsigned short exponent;
        } parts;
    } power;
    long double value = mantissa;
    power.parts.mantissa = 1UL << 63;
    while (exponent) {
        int step = exponent > 16000 ? 16000 : exponent < -16000 ? -16000 : exponent;
        power.parts.exponent = (unsigned short)(16383 + step);
        value *= power.value;
        exponent -= step;
    }
    return value;
}

/* Rounds a mantissa whose first bit is set, with what follows it, to the format. */
static long double round_to(unsigned long mantissa, int exponent, enum remainder rest, const struct float_format *format)
{
    int drop = 64 - format->bits;
    if (exponent > format->highest - 63) {
        errno = ERANGE;
        return scale(1, 16384);
    }
    if (drop < format->lowest - exponent)
        drop = format->lowest - exponent;
    if (drop > 65)
        drop = 65;
    for (; drop > 0; drop--) {
        if (mantissa & 1)
            rest = rest == NOTHING_MORE ? HALF : MORE_THAN_HALF;
        else if (rest != NOTHING_MORE)
            rest = LESS_THAN_HALF;
        mantissa >>= 1;
        exponent++;
    }
    if (rest == MORE_THAN_HALF || (rest == HALF && (mantissa & 1)))
        if (++mantissa == 0) {
            mantissa = 1UL << 63;
            exponent++;
        }
    if (rest != NOTHING_MORE && !(mantissa >> (format->bits - 1)))
        errno = ERANGE;
    if (mantissa >> (format->bits - 1) && scale(mantissa, exponent) >= scale(1, format->highest) * 2) {
        errno = ERANGE;
        return scale(1, 16384);
    }
    return scale(mantissa, exponent);
}

static long double from_digits(const char *digits, int count, int exponent, int more, const struct float_format *format)
{
    struct big_number number, divisor;
    enum remainder rest;
    unsigned long mantissa;
    int binary;
    number.count = 0;
    for (; count > 0; count--, digits++)
        if (*digits != '.')
            __big_multiply_add(&number, 10, *digits - '0');
        else
            count++;
    if (more) {
        __big_multiply_add(&number, 10, 1);
        exponent--;
    }
    if (exponent >= 0) {
        __big_multiply_by_ten(&number, exponent);
        mantissa = __big_top(&number, &binary, &rest);
    } else {
        divisor.count = 1;
        divisor.words[0] = 1;
        __big_multiply_by_ten(&divisor, -exponent);
        mantissa = __big_divide(&number, &divisor, &binary, &rest);
    }
    return round_to(mantissa, binary, rest, format);
}

/* Small numbers need no long arithmetic: both parts are exact doubles, so that one operation rounds once. */
static int easy(const char *digits, int count, int exponent, const struct float_format *format, long double *value)
{
    unsigned long whole = 0;
    double number, power = 1;
    if (count > 15 || exponent > 22 || exponent < -22 || format->bits != 53)
        return 0;
    for (; count > 0; digits++)
        if (*digits != '.') {
            whole = whole * 10 + (*digits - '0');
            count--;
        }
    number = (double)(long)whole;
    for (; exponent > 0 && power < 1e22; exponent--)
        power *= 10;
    if (power > 1) {
        *value = number * power;
        return 1;
    }
    for (; exponent < 0; exponent++)
        power *= 10;
    *value = number / power;
    return 1;
}

/* The exponent behind `letter`, if there is a whole one; limited to what cannot matter. */
static const char *read_exponent(const char *at, char letter, long *exponent)
{
    const char *digits = at + 1;
    long value = 0;
    int negative = 0;
    if ((*at | 32) != letter)
        return at;
    if (*digits == '-' || *digits == '+')
        negative = *digits++ == '-';
    if (!isdigit(*digits))
        return at;
    for (; isdigit(*digits); digits++)
        if (value < 1000000)
            value = value * 10 + (*digits - '0');
    *exponent += negative ? -value : value;
    return digits;
}

static long double read_decimal(const char *at, char **end, const struct float_format *format)
{
    const char *first = NULL, *last = NULL;
    int any = 0, point = 0, count = 0, more = 0;
    long exponent = 0, zeros = 0;
    long double value = 0;
    for (; isdigit(*at) || (*at == '.' && !point); at++) {
        if (*at == '.') {
            point = 1;
            continue;
        }
        any = 1;
        exponent -= point;
        if (*at == '0' && !first)
            continue;
        if (!first)
            first = at;
        if (*at == '0') {
            zeros++;
        } else if (count + zeros >= DIGITS_KEPT) {
            more = 1;
            zeros++;
        } else {
            count += (int)zeros + 1;
            zeros = 0;
            last = at;
        }
    }
    if (!any)
        return 0;
    exponent += zeros;
    at = read_exponent(at, 'e', &exponent);
    *end = (char *)at;
    if (!last)
        return 0;
    if (exponent + count > 5000 || exponent + count < -5000) {
        errno = ERANGE;
        return scale(exponent > 0, 16384);
    }
    if (!more && easy(first, count, (int)exponent, format, &value))
        return value;
    return from_digits(first, count, (int)exponent, more, format);
}

static int hex_value(int c)
{
    return isdigit(c) ? c - '0' : (c | 32) - 'a' + 10;
}

/* A mantissa that is read bit by bit: 64 of them are kept, from the first that is set; the others are the rest. */
struct bits {
    unsigned long kept;
    long exponent;
    int dropped;
    enum remainder rest;
};

static void append_bit(struct bits *to, int bit, int behind_point)
{
    if (!(to->kept >> 63)) {
        to->kept = to->kept << 1 | bit;
        to->exponent -= behind_point;
        return;
    }
    to->exponent += !behind_point;
    if (to->dropped++ == 0)
        to->rest = bit ? HALF : NOTHING_MORE;
    else if (bit)
        to->rest = to->rest >= HALF ? MORE_THAN_HALF : LESS_THAN_HALF;
}

static long double read_hexadecimal(const char *at, char **end, const struct float_format *format)
{
    struct bits bits = {0};
    int any = 0, point = 0, i;
    for (; isxdigit(*at) || (*at == '.' && !point); at++) {
        if (*at == '.') {
            point = 1;
            continue;
        }
        any = 1;
        for (i = 3; i >= 0; i--)
            append_bit(&bits, hex_value(*at) >> i & 1, point);
    }
    if (!any)
        return 0;
    *end = (char *)read_exponent(at, 'p', &bits.exponent);
    if (!bits.kept)
        return 0;
    if (bits.exponent > 40000 || bits.exponent < -40000) {
        errno = ERANGE;
        return scale(bits.exponent > 0, 16384);
    }
    for (; !(bits.kept >> 63); bits.exponent--)
        bits.kept <<= 1;
    return round_to(bits.kept, (int)bits.exponent, bits.rest, format);
}

static long double read_word(const char *at, char **end)
{
    union {
        unsigned long words[2];
        long double value;
    } nan = {{3UL << 62, 0x7fff}};
    if (__strncasecmp(at, "inf", 3) == 0) {
        *end = (char *)at + (__strncasecmp(at, "infinity", 8) == 0 ? 8 : 3);
        return scale(1, 16384);
    }
    if (__strncasecmp(at, "nan", 3) == 0) {
        *end = (char *)at + 3;
        return nan.value;
    }
    return 0;
}

long double __read_float(const char *text, char **end, const struct float_format *format)
{
    const char *at = text;
    long double value;
    int negative = 0;
    *end = (char *)text;
    while (isspace(*at))
        at++;
    if (*at == '-' || *at == '+')
        negative = *at++ == '-';
    if (at[0] == '0' && (at[1] | 32) == 'x' && (isxdigit(at[2]) || (at[2] == '.' && isxdigit(at[3]))))
        value = read_hexadecimal(at + 2, end, format);
    else if (isdigit(*at) || *at == '.')
        value = read_decimal(at, end, format);
    else
        value = read_word(at, end);
    if (negative)
        value = -value;
    return value;
}
