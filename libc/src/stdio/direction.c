/* A stream reads or writes; between the two it is brought to a known place in the file. */
#include <errno.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

int __begin_reading(FILE *stream)
{
    if (!(stream->flags & STREAM_READABLE)) {
        errno = EBADF;
        stream->flags |= STREAM_ERROR;
        return EOF;
    }
    __allocate_buffer(stream);
    if ((stream->flags & STREAM_WRITING) && __send(stream) == EOF)
        return EOF;
    if (!(stream->flags & STREAM_READING))
        stream->next = stream->end = stream->base;
    stream->flags = (stream->flags & ~STREAM_WRITING) | STREAM_READING;
    return 0;
}

int __begin_writing(FILE *stream)
{
    if (!(stream->flags & STREAM_WRITABLE)) {
        errno = EBADF;
        stream->flags |= STREAM_ERROR;
        return EOF;
    }
    __allocate_buffer(stream);
    if ((stream->flags & STREAM_READING) && stream->next < stream->end)
        STREAM_SEEK(stream, stream->next - stream->end, SEEK_CUR);
    if (!(stream->flags & STREAM_WRITING))
        stream->next = stream->end = stream->base;
    stream->flags = (stream->flags & ~(STREAM_READING | STREAM_EOF)) | STREAM_WRITING;
    return 0;
}
