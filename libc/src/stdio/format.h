/* The parts of printf: where its text goes, what a conversion asks for, and who carries it out. */
#ifndef LIBC_FORMAT_H
#define LIBC_FORMAT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* Text goes to a stream, or to memory with room for `room` bytes; `total` counts all of it, kept or not. */
struct sink {
    FILE *stream;
    char *to;
    size_t room, total;
    int failed;
};
void __sink_put(struct sink *sink, const char *from, size_t count);
void __sink_pad(struct sink *sink, char with, long count);

enum {
    FORMAT_LEFT = 1,
    FORMAT_PLUS = 2,
    FORMAT_SPACE = 4,
    FORMAT_ALTERNATE = 8,
    FORMAT_ZERO = 16
};

/* One conversion. `precision` is -1 when not given; `size` is the argument's: 1, 2, 4, 8, or 16 for long double. */
struct conversion {
    int flags, width, precision, size;
    char letter;
};

int __format(struct sink *sink, const char *format, va_list arguments);
int __is_positional(const char *after_percent);
void __format_positional(struct sink *sink, const char *format, va_list arguments);
const char *__format_flags(const char *at, struct conversion *how);
const char *__format_size(const char *at, struct conversion *how);
int __format_one(struct sink *sink, struct conversion *how, va_list arguments);
void __format_text(struct sink *sink, const struct conversion *how, const char *text, size_t length);
void __format_integer(struct sink *sink, const struct conversion *how, unsigned long value, int negative);
void __format_float(struct sink *sink, const struct conversion *how, long double value);
void __format_hex_float(struct sink *sink, const struct conversion *how, long double value);
void __format_number(struct sink *sink, const struct conversion *how, const char *prefix, long length);
char *__unsigned_digits(char *end, unsigned long value, unsigned base, const char *alphabet);

#endif
