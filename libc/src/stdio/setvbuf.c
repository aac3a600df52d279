/* Choosing how a stream is buffered. */
#include <stdlib.h>
#include "stream.h"

static void use_buffer(FILE *stream, char *buffer, size_t size)
{
    if ((stream->flags & STREAM_OWNS_BUFFER) && stream->base != stream->small)
        free(stream->base);
    stream->flags &= ~STREAM_OWNS_BUFFER;
    stream->flags &= ~(STREAM_READING | STREAM_WRITING);
    stream->base = stream->next = stream->end = buffer;
    stream->limit = buffer + size;
}

int setvbuf(FILE *stream, char *buffer, int mode, size_t size)
{
    if ((stream->flags & STREAM_WRITING) && __send(stream) == EOF)
        return EOF;
    if (mode == _IONBF)
        use_buffer(stream, stream->small, 1);
    else if (buffer && size > 0)
        use_buffer(stream, buffer, size);
    else if (mode == _IOFBF)
        __allocate_buffer(stream);
    stream->flags &= ~(STREAM_LINE_BUFFERED | STREAM_UNBUFFERED);
    if (mode == _IOLBF)
        stream->flags |= STREAM_LINE_BUFFERED;
    if (mode == _IONBF)
        stream->flags |= STREAM_UNBUFFERED;
    return 0;
}

void setbuf(FILE *stream, char *buffer)
{
    setvbuf(stream, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}

void setlinebuf(FILE *stream)
{
    setvbuf(stream, NULL, _IOLBF, 0);
}
