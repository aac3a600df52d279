/* One character to a stream. */
#include "stream.h"

int fputc(int c, FILE *stream)
{
    char byte = (char)c;
    if ((stream->flags & STREAM_WRITING) && stream->next < stream->limit &&
        !(stream->flags & (STREAM_LINE_BUFFERED | STREAM_UNBUFFERED)))
        *stream->next++ = byte;
    else if (__put(stream, &byte, 1) != 1)
        return EOF;
    return (unsigned char)byte;
}

int putc(int c, FILE *stream)
{
    return fputc(c, stream);
}

int putchar(int c)
{
    return fputc(c, stdout);
}
