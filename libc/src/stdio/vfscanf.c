/* scanf's little language, read from a stream. One character ahead is enough: it is given back when it does not fit. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "stream.h"

enum { NUMBER_ROOM = 512 };

struct input {
    FILE *stream;
    long count;
    int width;
};

/* One conversion: how wide, how large the argument, whether it is stored, and whether in memory of its own ("m"). */
struct wanted {
    int width, size, store, allocate;
    char letter;
};

/* Where text goes: nowhere, to the caller's memory, or to memory that grows. */
struct target {
    char *to;
    size_t count, room;
    int grows;
};

static void keep(struct target *target, int c)
{
    if (target->grows && target->count == target->room) {
        char *larger = realloc(target->to, target->room * 2 + 100);
        if (!larger)
            free(target->to);
        target->to = larger;
        target->room = target->room * 2 + 100;
    }
    if (target->to)
        target->to[target->count++] = (char)c;
}

static int peek(struct input *in)
{
    return in->width > 0 ? __fill(in->stream) : EOF;
}

static void take(struct input *in)
{
    in->stream->next++;
    in->count++;
    in->width--;
}

static void skip_space(struct input *in)
{
    in->width = INT32_MAX;
    while (isspace(peek(in)))
        take(in);
}

/* Appends the next character if it is in the set. */
static int accept(struct input *in, const char *set, char **to, char *limit)
{
    int c = peek(in);
    if (c == EOF || !c || !strchr(set, c) || *to == limit)
        return 0;
    *(*to)++ = (char)c;
    take(in);
    return 1;
}

static void store_integer(const struct wanted *how, void *to, unsigned long value)
{
    switch (how->size) {
    case 1: *(uint8_t *)to = (uint8_t)value; break;
    case 2: *(uint16_t *)to = (uint16_t)value; break;
    case 4: *(uint32_t *)to = (uint32_t)value; break;
    default: *(uint64_t *)to = value; break;
    }
}

/* Collects what can be a whole number. Returns 0 if there is no digit. */
static int collect_integer(struct input *in, char *text, int *base)
{
    char *at = text, *limit = text + NUMBER_ROOM - 1;
    int digits = 0;
    const char *set;
    accept(in, "+-", &at, limit);
    if ((*base == 0 || *base == 16) && accept(in, "0", &at, limit)) {
        digits = 1;
        if (accept(in, "xX", &at, limit)) {
            *base = 16;
            digits = 0;
        } else if (*base == 0)
            *base = 8;
    }
    if (*base == 0)
        *base = 10;
    set = *base == 16 ? "0123456789abcdefABCDEF" : *base == 8 ? "01234567" : "0123456789";
    while (accept(in, set, &at, limit))
        digits = 1;
    *at = 0;
    return digits;
}

static int read_integer(struct input *in, const struct wanted *how, void *to)
{
    char text[NUMBER_ROOM];
    int base = 10;
    if (how->letter == 'i')
        base = 0;
    if (how->letter == 'o')
        base = 8;
    if (how->letter == 'x' || how->letter == 'X' || how->letter == 'p')
        base = 16;
    if (!collect_integer(in, text, &base))
        return 0;
    if (how->letter == 'd' || how->letter == 'i')
        store_integer(how, to, strtol(text, NULL, base));
    else
        store_integer(how, to, strtoul(text, NULL, base));
    return 1;
}

/* Collects what can be a floating number, as far as its form goes. */
static int collect_float(struct input *in, char *text)
{
    char *at = text, *limit = text + NUMBER_ROOM - 1;
    const char *set = "0123456789", *exponent = "eE";
    int digits = 0;
    accept(in, "+-", &at, limit);
    if (peek(in) != EOF && isalpha(peek(in))) {
        while (accept(in, "infatyINFATY", &at, limit))
            ;
        *at = 0;
        return 1;
    }
    if (accept(in, "0", &at, limit)) {
        digits = 1;
        if (accept(in, "xX", &at, limit)) {
            set = "0123456789abcdefABCDEF";
            exponent = "pP";
        }
    }
    while (accept(in, set, &at, limit))
        digits = 1;
    if (accept(in, ".", &at, limit))
        while (accept(in, set, &at, limit))
            digits = 1;
    if (digits && accept(in, exponent, &at, limit)) {
        accept(in, "+-", &at, limit);
        while (accept(in, "0123456789", &at, limit))
            ;
    }
    *at = 0;
    return digits;
}

static int read_float(struct input *in, const struct wanted *how, void *to)
{
    char text[NUMBER_ROOM], *end;
    if (!collect_float(in, text))
        return 0;
    if (how->size == 16) {
        long double value = strtold(text, &end);
        if (how->store)
            *(long double *)to = value;
    } else if (how->size == 8) {
        double value = strtod(text, &end);
        if (how->store)
            *(double *)to = value;
    } else {
        float value = strtof(text, &end);
        if (how->store)
            *(float *)to = value;
    }
    return end != text;
}

static int read_word(struct input *in, struct target *target)
{
    int any = 0;
    for (; peek(in) != EOF && !isspace(peek(in)); any = 1) {
        keep(target, peek(in));
        take(in);
    }
    keep(target, 0);
    return any;
}

static int read_characters(struct input *in, struct target *target)
{
    while (in->width > 0) {
        if (peek(in) == EOF)
            return 0;
        keep(target, peek(in));
        take(in);
    }
    return 1;
}

/* Marks the characters of "[...]" and returns where it ends; `at` is behind the bracket. */
static const char *read_set(const char *at, char *set)
{
    int exclude = *at == '^', c;
    const char *first;
    memset(set, exclude, 256);
    first = at += exclude;
    for (; *at && (*at != ']' || at == first); at++) {
        set[(unsigned char)*at] = !exclude;
        if (at[1] == '-' && at[2] && at[2] != ']')
            for (c = (unsigned char)*at; c <= (unsigned char)at[2]; c++)
                set[c] = !exclude;
    }
    return *at ? at + 1 : at;
}

static int read_from_set(struct input *in, const char *set, struct target *target)
{
    int any = 0;
    for (; peek(in) != EOF && set[peek(in)]; any = 1) {
        keep(target, peek(in));
        take(in);
    }
    if (any)
        keep(target, 0);
    return any;
}

static int read_text(struct input *in, const struct wanted *how, const char *set, void *to)
{
    struct target target = {to};
    int result;
    if (how->allocate) {
        target.grows = to != NULL;
        target.to = NULL;
    }
    if (how->letter == 's')
        result = read_word(in, &target);
    else if (how->letter == 'c')
        result = read_characters(in, &target);
    else
        result = read_from_set(in, set, &target);
    if (target.grows && result)
        *(char **)to = realloc(target.to, target.count);
    else if (target.grows)
        free(target.to);
    return result;
}

static const char *read_conversion(const char *at, struct wanted *how)
{
    how->store = *at != '*';
    at += !how->store;
    how->width = 0;
    for (; isdigit(*at); at++)
        how->width = how->width * 10 + (*at - '0');
    how->allocate = *at == 'm';
    at += how->allocate;
    how->size = 4;
    for (; *at && strchr("hlqjztL", *at); at++) {
        if (*at == 'h')
            how->size = how->size == 2 ? 1 : 2;
        else
            how->size = *at == 'L' ? 16 : 8;
    }
    how->letter = *at;
    if (how->letter == 'p')
        how->size = 8;
    return *at ? at + 1 : at;
}

/* 1: stored or skipped; 0: the input does not fit; EOF: it ended first. */
static int convert(struct input *in, const struct wanted *how, const char *set, void *to)
{
    char scratch[16];
    if (!strchr("c[n", how->letter))
        skip_space(in);
    in->width = how->width > 0 ? how->width : how->letter == 'c' ? 1 : INT32_MAX;
    if (peek(in) == EOF)
        return EOF;
    switch (how->letter) {
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': case 'p':
        return read_integer(in, how, to ? to : scratch);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'a': case 'A':
        return read_float(in, how, to);
    case 's': case 'c': case '[':
        return read_text(in, how, set, to);
    case '%':
        if (peek(in) != '%')
            return 0;
        take(in);
        return 1;
    }
    return 0;
}

int vfscanf(FILE *stream, const char *format, va_list arguments)
{
    struct input in = {stream};
    struct wanted how;
    char set[256];
    int stored = 0, result;
    for (; *format;) {
        if (isspace(*format)) {
            skip_space(&in);
            format++;
            continue;
        }
        in.width = INT32_MAX;
        if (*format != '%') {
            result = peek(&in);
            if (result != (unsigned char)*format++)
                return result == EOF && !stored ? EOF : stored;
            take(&in);
            continue;
        }
        format = read_conversion(format + 1, &how);
        if (how.letter == '[')
            format = read_set(format, set);
        void *to = how.store && how.letter != '%' ? va_arg(arguments, void *) : NULL;
        if (how.letter == 'n') {
            store_integer(&how, to, in.count);
            continue;
        }
        result = convert(&in, &how, set, to);
        if (result == EOF)
            return stored ? stored : EOF;
        if (!result)
            return stored;
        stored += to != NULL;
    }
    return stored;
}
