/* printf to memory of its own. */
#include <stdlib.h>
#include "format.h"

int vasprintf(char **to, const char *format, va_list arguments)
{
    va_list again;
    int count;
    va_copy(again, arguments);
    count = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (count < 0)
        return -1;
    *to = malloc((size_t)count + 1);
    if (!*to)
        return -1;
    return vsnprintf(*to, (size_t)count + 1, format, arguments);
}

int asprintf(char **to, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vasprintf(to, format, list);
    va_end(list);
    return count;
}
