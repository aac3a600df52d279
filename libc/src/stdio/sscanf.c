/* scanf from memory: a stream whose buffer is the text, and which then ends. */
#include <string.h>
#include "stream.h"

int vsscanf(const char *text, const char *format, va_list arguments)
{
    FILE stream;
    memset(&stream, 0, sizeof stream);
    stream.fd = -1;
    stream.flags = STREAM_READABLE | STREAM_READING | STREAM_MEMORY;
    stream.base = stream.next = (char *)text;
    stream.end = stream.limit = (char *)text + strlen(text);
    return vfscanf(&stream, format, arguments);
}

int sscanf(const char *text, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vsscanf(text, format, list);
    va_end(list);
    return count;
}
