/* %e, %f and %g: exact digits, rounded once, set out with a point or an exponent. */
#include <string.h>
#include "decimal.h"
#include "format.h"

static const char *sign_of(const struct conversion *how, int negative)
{
    if (negative)
        return "-";
    if (how->flags & FORMAT_PLUS)
        return "+";
    return how->flags & FORMAT_SPACE ? " " : "";
}

static void not_finite(struct sink *sink, const struct conversion *how, const struct binary *value)
{
    struct conversion plain = *how;
    char text[5];
    int capital = how->letter < 'a';
    strcpy(text, sign_of(how, value->negative));
    if (value->kind == BINARY_NAN)
        strcat(text, capital ? "NAN" : "nan");
    else
        strcat(text, capital ? "INF" : "inf");
    plain.flags &= ~FORMAT_ZERO;
    __format_text(sink, &plain, text, strlen(text));
}

/* Digits from..to of a decimal; before the first and after the last they are zeros. */
static void put_digits(struct sink *sink, const struct decimal *value, long from, long to)
{
    long end;
    if (from < 0) {
        end = to < 0 ? to : 0;
        __sink_pad(sink, '0', end - from);
        from = end;
    }
    if (from < value->count && from < to) {
        end = to < value->count ? to : value->count;
        __sink_put(sink, value->digits + from, end - from);
        from = end;
    }
    __sink_pad(sink, '0', to - from);
}

static void put_fixed(struct sink *sink, const struct conversion *how, const struct decimal *value, const char *sign,
                      long precision)
{
    int point = precision > 0 || (how->flags & FORMAT_ALTERNATE);
    long whole = value->count > 0 && value->point > 0 ? value->point : 0;
    long first = value->count > 0 ? value->point : 0;
    long length = (whole ? whole : 1) + point + precision;
    __format_number(sink, how, sign, length);
    if (whole)
        put_digits(sink, value, 0, whole);
    else
        __sink_put(sink, "0", 1);
    if (point)
        __sink_put(sink, ".", 1);
    put_digits(sink, value, first, first + precision);
    if (how->flags & FORMAT_LEFT)
        __sink_pad(sink, ' ', how->width - length - (long)strlen(sign));
}

static void put_scientific(struct sink *sink, const struct conversion *how, const struct decimal *value, const char *sign,
                           long precision)
{
    int point = precision > 0 || (how->flags & FORMAT_ALTERNATE);
    int exponent = value->count > 0 ? value->point - 1 : 0;
    char tail[8], *end = tail + sizeof tail, *first;
    long length;
    first = __unsigned_digits(end, exponent < 0 ? -exponent : exponent, 10, "0123456789");
    while (end - first < 2)
        *--first = '0';
    *--first = exponent < 0 ? '-' : '+';
    *--first = how->letter < 'a' ? 'E' : 'e';
    length = 1 + point + precision + (end - first);
    __format_number(sink, how, sign, length);
    put_digits(sink, value, 0, 1);
    if (point)
        __sink_put(sink, ".", 1);
    put_digits(sink, value, 1, 1 + precision);
    __sink_put(sink, first, end - first);
    if (how->flags & FORMAT_LEFT)
        __sink_pad(sink, ' ', how->width - length - (long)strlen(sign));
}

/* The shorter of the two forms, without zeros at the end. */
static void put_general(struct sink *sink, const struct conversion *how, const struct decimal *value, const char *sign,
                        long precision)
{
    int exponent = value->count > 0 ? value->point - 1 : 0;
    long shown = how->flags & FORMAT_ALTERNATE ? precision : value->count > 0 ? value->count : 1;
    if (exponent < -4 || exponent >= precision)
        put_scientific(sink, how, value, sign, shown - 1);
    else
        put_fixed(sink, how, value, sign, shown - 1 - exponent > 0 ? shown - 1 - exponent : 0);
}

void __format_float(struct sink *sink, const struct conversion *how, long double number)
{
    struct binary value = __take_apart(number);
    int letter = how->letter | 32;
    long precision = how->precision < 0 ? 6 : how->precision;
    long wanted = letter == 'e' ? precision + 1 : precision;
    const char *sign = sign_of(how, value.negative);
    if (value.kind != BINARY_FINITE) {
        not_finite(sink, how, &value);
        return;
    }
    if (letter == 'g' && precision == 0)
        wanted = precision = 1;
    char digits[__decimal_room(&value, wanted)];
    struct decimal decimal = {digits};
    __to_decimal(&value, letter == 'f', wanted, &decimal);
    if (letter == 'f')
        put_fixed(sink, how, &decimal, sign, precision);
    else if (letter == 'e')
        put_scientific(sink, how, &decimal, sign, precision);
    else
        put_general(sink, how, &decimal, sign, precision);
}
