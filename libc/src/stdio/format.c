/* printf's little language: text, and conversions of arguments. */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include "format.h"
#include "../string/reserved.h"

const char *__format_flags(const char *at, struct conversion *how)
{
    static const char letters[] = "-+ #0'";
    const char *found;
    how->flags = 0;
    while (*at && (found = strchr(letters, *at))) {
        how->flags |= 1 << (found - letters);
        at++;
    }
    return at;
}

/* Digits, or a star that takes an argument. A number too large for int reads as -1. */
static const char *read_number(const char *at, int *value, va_list arguments)
{
    long sum = 0;
    if (*at == '*') {
        *value = va_arg(arguments, int);
        return at + 1;
    }
    for (; *at >= '0' && *at <= '9'; at++)
        if (sum <= INT_MAX)
            sum = sum * 10 + (*at - '0');
    *value = sum > INT_MAX - 64 ? -1 : (int)sum;
    return at;
}

const char *__format_size(const char *at, struct conversion *how)
{
    how->size = 4;
    switch (*at) {
    case 'h':
        how->size = at[1] == 'h' ? 1 : 2;
        return at + (at[1] == 'h' ? 2 : 1);
    case 'l':
        how->size = 8;
        return at + (at[1] == 'l' ? 2 : 1);
    case 'q': case 'j': case 'z': case 'Z': case 't':
        how->size = 8;
        return at + 1;
    case 'L':
        how->size = 16;
        return at + 1;
    }
    return at;
}

static void convert_signed(struct sink *sink, const struct conversion *how, va_list arguments)
{
    long value;
    if (how->size >= 8)
        value = va_arg(arguments, long);
    else
        value = va_arg(arguments, int);
    if (how->size == 1)
        value = (signed char)value;
    if (how->size == 2)
        value = (short)value;
    __format_integer(sink, how, value < 0 ? -(unsigned long)value : value, value < 0);
}

static void convert_unsigned(struct sink *sink, const struct conversion *how, va_list arguments)
{
    unsigned long value;
    if (how->size >= 8)
        value = va_arg(arguments, unsigned long);
    else
        value = va_arg(arguments, unsigned);
    if (how->size == 1)
        value = (unsigned char)value;
    if (how->size == 2)
        value = (unsigned short)value;
    __format_integer(sink, how, value, 0);
}

static void convert_pointer(struct sink *sink, struct conversion *how, va_list arguments)
{
    unsigned long value = va_arg(arguments, unsigned long);
    if (!value) {
        how->precision = -1;
        __format_text(sink, how, "(nil)", 5);
        return;
    }
    how->letter = 'x';
    how->flags |= FORMAT_ALTERNATE;
    __format_integer(sink, how, value, 0);
}

static void convert_string(struct sink *sink, const struct conversion *how, const char *text)
{
    if (!text)
        text = how->precision < 0 || how->precision >= 6 ? "(null)" : "";
    __format_text(sink, how, text, how->precision < 0 ? strlen(text) : __strnlen(text, how->precision));
}

/* Wide characters, of which the "C" locale can print the first 128. */
static void convert_wide(struct sink *sink, const struct conversion *how, const wchar_t *text, long length)
{
    char bytes[length + 1];
    long i;
    for (i = 0; i < length; i++) {
        if (text[i] < 0 || text[i] > 127) {
            errno = EILSEQ;
            sink->failed = 1;
            return;
        }
        bytes[i] = (char)text[i];
    }
    __format_text(sink, how, bytes, length);
}

static void convert_wide_string(struct sink *sink, const struct conversion *how, const wchar_t *text)
{
    long length = 0;
    if (!text) {
        convert_string(sink, how, NULL);
        return;
    }
    while ((how->precision < 0 || length < how->precision) && text[length])
        length++;
    convert_wide(sink, how, text, length);
}

static void convert_character(struct sink *sink, const struct conversion *how, int value)
{
    wchar_t wide = value;
    char byte = (char)value;
    if (how->size == 8)
        convert_wide(sink, how, &wide, 1);
    else
        __format_text(sink, how, &byte, 1);
}

static void convert_float(struct sink *sink, const struct conversion *how, va_list arguments)
{
    long double value;
    if (how->size == 16)
        value = va_arg(arguments, long double);
    else
        value = va_arg(arguments, double);
    if ((how->letter | 32) == 'a')
        __format_hex_float(sink, how, value);
    else
        __format_float(sink, how, value);
}

static void store_total(struct sink *sink, const struct conversion *how, va_list arguments)
{
    void *to = va_arg(arguments, void *);
    switch (how->size) {
    case 1: *(int8_t *)to = (int8_t)sink->total; break;
    case 2: *(int16_t *)to = (int16_t)sink->total; break;
    case 4: *(int32_t *)to = (int32_t)sink->total; break;
    default: *(int64_t *)to = sink->total; break;
    }
}

/* Carries out one conversion; returns 0 if its letter means nothing. */
int __format_one(struct sink *sink, struct conversion *how, va_list arguments)
{
    switch (how->letter) {
    case 'd': case 'i':
        convert_signed(sink, how, arguments);
        return 1;
    case 'u': case 'x': case 'X': case 'o':
        convert_unsigned(sink, how, arguments);
        return 1;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'a': case 'A':
        convert_float(sink, how, arguments);
        return 1;
    case 'c':
        convert_character(sink, how, va_arg(arguments, int));
        return 1;
    case 's':
        if (how->size == 8)
            convert_wide_string(sink, how, va_arg(arguments, const wchar_t *));
        else
            convert_string(sink, how, va_arg(arguments, const char *));
        return 1;
    case 'p':
        convert_pointer(sink, how, arguments);
        return 1;
    case 'm':
        convert_string(sink, how, strerror(errno));
        return 1;
    case 'n':
        store_total(sink, how, arguments);
        return 1;
    case '%':
        __sink_put(sink, "%", 1);
        return 1;
    }
    return 0;
}

static const char *read_conversion(const char *at, struct conversion *how, va_list arguments)
{
    at = __format_flags(at, how);
    at = read_number(at, &how->width, arguments);
    if (how->width < 0) {
        how->width = -how->width;
        how->flags |= FORMAT_LEFT;
    }
    how->precision = -1;
    if (*at == '.')
        at = read_number(at + 1, &how->precision, arguments);
    at = __format_size(at, how);
    how->letter = *at;
    return *at ? at + 1 : at;
}

/* Returns how many bytes the whole text has, or -1. */
int __format(struct sink *sink, const char *format, va_list arguments)
{
    struct conversion how;
    while (*format && !sink->failed) {
        const char *percent = __strchrnul(format, '%');
        if (percent > format)
            __sink_put(sink, format, percent - format);
        if (!*percent)
            break;
        if (__is_positional(percent + 1)) {
            __format_positional(sink, percent, arguments);
            break;
        }
        format = read_conversion(percent + 1, &how, arguments);
        if (!how.letter)
            sink->failed = 1;
        else if (!__format_one(sink, &how, arguments))
            __sink_put(sink, percent, format - percent);
    }
    if (!sink->failed && sink->total > INT_MAX) {
        errno = EOVERFLOW;
        sink->failed = 1;
    }
    return sink->failed ? -1 : (int)sink->total;
}
