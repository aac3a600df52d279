/* scanf from stdin and other streams. */
#include <stdarg.h>
#include <stdio.h>

int vscanf(const char *format, va_list arguments)
{
    return vfscanf(stdin, format, arguments);
}

int scanf(const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vfscanf(stdin, format, list);
    va_end(list);
    return count;
}

int fscanf(FILE *stream, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vfscanf(stream, format, list);
    va_end(list);
    return count;
}
