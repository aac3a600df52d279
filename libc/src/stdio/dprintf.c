/* printf to a descriptor. */
#include <string.h>
#include "stream.h"

int vdprintf(int fd, const char *format, va_list arguments)
{
    FILE stream;
    memset(&stream, 0, sizeof stream);
    stream.fd = fd;
    stream.flags = STREAM_WRITABLE | STREAM_UNBUFFERED;
    stream.base = stream.next = stream.end = stream.small;
    stream.limit = stream.small + 1;
    return vfprintf(&stream, format, arguments);
}

int dprintf(int fd, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vdprintf(fd, format, list);
    va_end(list);
    return count;
}
