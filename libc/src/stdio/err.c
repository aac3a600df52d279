/* Messages about errors on standard error: the program's name, the text, and what errno says. */
#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *__program_name(void);

static void say(const char *format, va_list arguments, int number)
{
    fprintf(stderr, "%s: ", __program_name());
    if (format)
        vfprintf(stderr, format, arguments);
    if (number >= 0)
        fprintf(stderr, "%s%s", format ? ": " : "", strerror(number));
    fprintf(stderr, "\n");
}

void warn(const char *format, ...)
{
    int number = errno;
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments, number);
    va_end(arguments);
}

void warnx(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments, -1);
    va_end(arguments);
}

void err(int status, const char *format, ...)
{
    int number = errno;
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments, number);
    va_end(arguments);
    exit(status);
}

void errx(int status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments, -1);
    va_end(arguments);
    exit(status);
}
