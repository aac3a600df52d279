/* printf's conversions that name their argument: "%2$d", "%1$*2$s". Which type an argument has is known only when the whole
   format has been read, so all are taken first; each conversion then gets a list of its own, with one argument in it. */
#include <errno.h>
#include "format.h"

enum { MOST_ARGUMENTS = 64 };

/* Where an argument is, and its place in a list of its own: behind the registers, aligned for the widest. */
union slot {
    long integer;
    double number;
    long double extended;
};

/* A conversion as it is written: positions are 0 where the number itself stands in the format. */
struct written {
    struct conversion how;
    int value, width, precision;
};

/* Digits; `*position` is what they say if "$" follows, and 0 if not. */
static const char *read_position(const char *at, int *number, int *position)
{
    *number = 0;
    for (; *at >= '0' && *at <= '9'; at++)
        if (*number < 100000000)
            *number = *number * 10 + (*at - '0');
    *position = *at == '$' ? *number : 0;
    return *at == '$' ? at + 1 : at;
}

int __is_positional(const char *at)
{
    int number, position;
    read_position(at, &number, &position);
    return position > 0;
}

static const char *read_width(const char *at, int *number, int *position)
{
    int is_argument = *at == '*';
    at = read_position(at + is_argument, number, position);
    if (!is_argument)
        *position = 0;
    return at;
}

static const char *read_written(const char *at, struct written *to)
{
    int number;
    at = read_position(at, &number, &to->value);
    at = __format_flags(at, &to->how);
    at = read_width(at, &to->how.width, &to->width);
    to->how.precision = -1;
    to->precision = 0;
    if (*at == '.')
        at = read_width(at + 1, &to->how.precision, &to->precision);
    at = __format_size(at, &to->how);
    to->how.letter = *at;
    return *at ? at + 1 : at;
}

enum kind { INTEGER, DOUBLE, EXTENDED };

static enum kind kind_of(const struct conversion *how)
{
    switch (how->letter | 32) {
    case 'e': case 'f': case 'g': case 'a':
        return how->size == 16 ? EXTENDED : DOUBLE;
    }
    return INTEGER;
}

static const char *next_percent(const char *at)
{
    while (*at && *at != '%')
        at++;
    return at;
}

/* The kind of every argument, and how many there are; -1 if there are too many. */
static int find_kinds(const char *format, char *kinds)
{
    struct written each;
    int most = 0, i;
    int position[3];
    while (*(format = next_percent(format))) {
        format = read_written(format + 1, &each);
        position[0] = each.width;
        position[1] = each.precision;
        position[2] = each.value;
        for (i = 0; i < 3; i++) {
            if (position[i] > MOST_ARGUMENTS)
                return -1;
            if (position[i] > most)
                most = position[i];
            if (position[i] > 0)
                kinds[position[i] - 1] = INTEGER;
        }
        if (each.value > 0)
            kinds[each.value - 1] = (char)kind_of(&each.how);
    }
    return most;
}

static void take_arguments(union slot *slots, const char *kinds, int count, va_list arguments)
{
    int i;
    for (i = 0; i < count; i++) {
        if (kinds[i] == EXTENDED)
            slots[i].extended = va_arg(arguments, long double);
        else if (kinds[i] == DOUBLE)
            slots[i].number = va_arg(arguments, double);
        else
            slots[i].integer = va_arg(arguments, long);
    }
}

static void put_written(struct sink *sink, struct written *each, union slot *slots)
{
    va_list alone;
    alone->gp_offset = 48;
    alone->fp_offset = 176;
    if (each->width) {
        each->how.width = (int)slots[each->width - 1].integer;
        if (each->how.width < 0) {
            each->how.width = -each->how.width;
            each->how.flags |= FORMAT_LEFT;
        }
    }
    if (each->precision)
        each->how.precision = (int)slots[each->precision - 1].integer;
    alone->overflow_arg_area = (char *)&slots[each->value > 0 ? each->value - 1 : 0];
    __format_one(sink, &each->how, alone);
}

/* All of a format whose first conversion names its argument. */
void __format_positional(struct sink *sink, const char *format, va_list arguments)
{
    union slot slots[MOST_ARGUMENTS] __attribute__((aligned(16)));
    char kinds[MOST_ARGUMENTS] = {INTEGER};
    struct written each;
    int count = find_kinds(format, kinds);
    if (count < 0) {
        errno = EINVAL;
        sink->failed = 1;
        return;
    }
    take_arguments(slots, kinds, count, arguments);
    while (*format && !sink->failed) {
        const char *percent = next_percent(format);
        if (percent > format)
            __sink_put(sink, format, percent - format);
        if (!*percent)
            return;
        format = read_written(percent + 1, &each);
        if (each.value == 0 && each.how.letter != '%' && each.how.letter != 'm') {
            errno = EINVAL;
            sink->failed = 1;
        } else {
            put_written(sink, &each, slots);
        }
    }
}
