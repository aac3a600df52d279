/* What all streams in memory have in common. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "memory_stream.h"

FILE *__new_memory_stream(const struct device *device, int stream_flags)
{
    struct memory_stream *memory = calloc(1, sizeof *memory);
    FILE *stream = &memory->stream;
    if (!memory)
        return NULL;
    stream->fd = -1;
    stream->device = device;
    stream->flags = stream_flags | STREAM_OWNS_ITSELF;
    stream->base = stream->next = stream->end = memory->buffer;
    stream->limit = memory->buffer + sizeof memory->buffer;
    stream->newer = __streams;
    __streams = stream;
    return stream;
}

off_t __memory_seek(FILE *stream, off_t offset, int whence)
{
    struct memory_stream *memory = (struct memory_stream *)stream;
    off_t place = offset + (off_t)(whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory->place : memory->length);
    if (place < 0 || (!memory->told_bytes && (size_t)place > memory->room)) {
        errno = EINVAL;
        return -1;
    }
    memory->place = place;
    return place;
}
