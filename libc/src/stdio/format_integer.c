/* Text and whole numbers, padded. */
#include <string.h>
#include "format.h"

void __format_text(struct sink *sink, const struct conversion *how, const char *text, size_t length)
{
    long padding = how->width - (long)length;
    if (!(how->flags & FORMAT_LEFT))
        __sink_pad(sink, ' ', padding);
    __sink_put(sink, text, length);
    if (how->flags & FORMAT_LEFT)
        __sink_pad(sink, ' ', padding);
}

/* The padding and the sign or prefix that stand before a number of `length` bytes. */
void __format_number(struct sink *sink, const struct conversion *how, const char *prefix, long length)
{
    long padding = how->width - length - (long)strlen(prefix);
    int zeros = (how->flags & FORMAT_ZERO) != 0;
    if (how->flags & FORMAT_LEFT)
        padding = 0;
    if (!zeros)
        __sink_pad(sink, ' ', padding);
    __sink_put(sink, prefix, strlen(prefix));
    if (zeros)
        __sink_pad(sink, '0', padding);
}

/* Writes digits downwards from `end`; zero has none. Returns the first. */
char *__unsigned_digits(char *end, unsigned long value, unsigned base, const char *alphabet)
{
    for (; value; value /= base)
        *--end = alphabet[value % base];
    return end;
}

static const char *prefix_of(const struct conversion *how, unsigned long value, int negative)
{
    if (how->letter == 'd' || how->letter == 'i') {
        if (negative)
            return "-";
        if (how->flags & FORMAT_PLUS)
            return "+";
        return how->flags & FORMAT_SPACE ? " " : "";
    }
    if (!(how->flags & FORMAT_ALTERNATE) || !value)
        return "";
    return how->letter == 'x' ? "0x" : how->letter == 'X' ? "0X" : "";
}

void __format_integer(struct sink *sink, const struct conversion *how, unsigned long value, int negative)
{
    char digits[24], *end = digits + sizeof digits, *first;
    const char *prefix = prefix_of(how, value, negative);
    struct conversion plain = *how;
    unsigned base = 10;
    long count, least = how->precision < 0 ? 1 : how->precision;
    if (how->letter == 'o')
        base = 8;
    if ((how->letter | 32) == 'x')
        base = 16;
    if (how->precision >= 0)
        plain.flags &= ~FORMAT_ZERO;
    first = __unsigned_digits(end, value, base, how->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef");
    count = end - first;
    if (how->letter == 'o' && (how->flags & FORMAT_ALTERNATE) && least <= count)
        least = count + 1;
    if (how->letter == 'o' && !value && least > 1 && how->precision < 0)
        least = 1;
    if (least < count)
        least = count;
    __format_number(sink, &plain, prefix, least);
    __sink_pad(sink, '0', least - count);
    __sink_put(sink, first, count);
    if (how->flags & FORMAT_LEFT)
        __sink_pad(sink, ' ', how->width - least - (long)strlen(prefix));
}
