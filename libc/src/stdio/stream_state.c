/* What a stream knows about itself. */
#include "stream.h"

int feof(FILE *stream)
{
    return (stream->flags & STREAM_EOF) != 0;
}

int ferror(FILE *stream)
{
    return (stream->flags & STREAM_ERROR) != 0;
}

void clearerr(FILE *stream)
{
    stream->flags &= ~(STREAM_EOF | STREAM_ERROR);
}

int fileno(FILE *stream)
{
    return stream->fd;
}
