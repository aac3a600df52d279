/* printf to stdout. */
#include <stdarg.h>
#include <stdio.h>

int vprintf(const char *format, va_list arguments)
{
    return vfprintf(stdout, format, arguments);
}

int printf(const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vfprintf(stdout, format, list);
    va_end(list);
    return count;
}
