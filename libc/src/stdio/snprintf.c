/* printf to memory. */
#include <limits.h>
#include "format.h"

int vsnprintf(char *to, size_t size, const char *format, va_list arguments)
{
    struct sink sink = {NULL, to, size > 0 ? size - 1 : 0};
    int count = __format(&sink, format, arguments);
    if (size > 0)
        *sink.to = 0;
    return count;
}

int vsprintf(char *to, const char *format, va_list arguments)
{
    return vsnprintf(to, LONG_MAX, format, arguments);
}

int snprintf(char *to, size_t size, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vsnprintf(to, size, format, list);
    va_end(list);
    return count;
}

int sprintf(char *to, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vsnprintf(to, LONG_MAX, format, list);
    va_end(list);
    return count;
}
