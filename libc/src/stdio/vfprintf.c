/* printf to a stream. An unbuffered stream lends a buffer for the length of one call, so that a message is one write. */
#include <string.h>
#include "format.h"
#include "stream.h"

static int print_at_once(FILE *stream, const char *format, va_list arguments)
{
    char buffer[1024];
    FILE lent;
    struct sink sink = {&lent};
    int count;
    memset(&lent, 0, sizeof lent);
    lent.fd = stream->fd;
    lent.flags = STREAM_WRITABLE | STREAM_WRITING;
    lent.base = lent.next = lent.end = buffer;
    lent.limit = buffer + sizeof buffer;
    count = __format(&sink, format, arguments);
    if (__send(&lent) == EOF)
        count = -1;
    stream->flags |= lent.flags & STREAM_ERROR;
    return count;
}

int vfprintf(FILE *stream, const char *format, va_list arguments)
{
    struct sink sink = {stream};
    if ((stream->flags & STREAM_UNBUFFERED) && (stream->flags & STREAM_WRITABLE))
        return print_at_once(stream, format, arguments);
    return __format(&sink, format, arguments);
}

int fprintf(FILE *stream, const char *format, ...)
{
    va_list list;
    int count;
    va_start(list, format);
    count = vfprintf(stream, format, list);
    va_end(list);
    return count;
}
