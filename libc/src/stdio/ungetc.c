/* Giving a character back. One is always accepted; after a read from a full buffer, as many as were taken. */
#include <string.h>
#include "stream.h"

int ungetc(int c, FILE *stream)
{
    if (c == EOF || __begin_reading(stream) == EOF)
        return EOF;
    if (stream->next == stream->base) {
        if (stream->end == stream->limit)
            return EOF;
        memmove(stream->base + 1, stream->base, stream->end - stream->base);
        stream->next++;
        stream->end++;
    }
    *--stream->next = (char)c;
    stream->flags &= ~STREAM_EOF;
    return (unsigned char)c;
}
