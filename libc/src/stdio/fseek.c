/* Where in its file a stream is. */
#include <errno.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

int fseeko(FILE *stream, off_t offset, int whence)
{
    __allocate_buffer(stream);
    if ((stream->flags & STREAM_WRITING) && __send(stream) == EOF)
        return -1;
    if (whence == SEEK_CUR && (stream->flags & STREAM_READING))
        offset -= stream->end - stream->next;
    if (STREAM_SEEK(stream, offset, whence) < 0)
        return -1;
    stream->next = stream->end = stream->base;
    stream->flags &= ~(STREAM_EOF | STREAM_READING | STREAM_WRITING);
    return 0;
}

int fseek(FILE *stream, long offset, int whence)
{
    return fseeko(stream, offset, whence);
}

off_t ftello(FILE *stream)
{
    int appends = (stream->flags & STREAM_APPEND) && (stream->flags & STREAM_WRITING);
    off_t place = STREAM_SEEK(stream, 0, appends ? SEEK_END : SEEK_CUR);
    if (place < 0)
        return -1;
    if (stream->flags & STREAM_READING)
        place -= stream->end - stream->next;
    if (stream->flags & STREAM_WRITING)
        place += stream->next - stream->base;
    return place;
}

long ftell(FILE *stream)
{
    return ftello(stream);
}

void rewind(FILE *stream)
{
    fseeko(stream, 0, SEEK_SET);
    stream->flags &= ~(STREAM_EOF | STREAM_ERROR);
}

int fgetpos(FILE *stream, fpos_t *position)
{
    *position = ftello(stream);
    return *position < 0 ? -1 : 0;
}

int fsetpos(FILE *stream, const fpos_t *position)
{
    return fseeko(stream, *position, SEEK_SET);
}
