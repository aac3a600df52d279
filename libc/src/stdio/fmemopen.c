/* Reading and writing the caller's memory as if it were a file. Its text ends at the first zero; what is written gets one
where there is room. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "memory_stream.h"
#include "../string/reserved.h"

static ssize_t take(FILE *stream, char *to, size_t count)
{
    struct memory_stream *memory = (struct memory_stream *)stream;
    size_t left = memory->place < memory->length ? memory->length - memory->place : 0;
    if (count > left)
        count = left;
    memcpy(to, memory->bytes + memory->place, count);
    memory->place += count;
    return count;
}

static ssize_t put(FILE *stream, const char *from, size_t count)
{
    struct memory_stream *memory = (struct memory_stream *)stream;
    size_t place = stream->flags & STREAM_APPEND ? memory->length : memory->place;
    int adds_zero = count == 0 || from[count - 1];
    if (place + count > memory->room) {
        if (place + adds_zero >= memory->room) {
            errno = ENOSPC;
            return -1;
        }
        count = memory->room - place;
    }
    memcpy(memory->bytes + place, from, count);
    memory->place = place + count;
    if (memory->place > memory->length) {
        memory->length = memory->place;
        if (adds_zero && memory->length < memory->room)
            memory->bytes[memory->length] = 0;
        else if (adds_zero && !(stream->flags & STREAM_APPEND))
            memory->bytes[memory->room - 1] = 0;
    }
    return count;
}

static int end(FILE *stream)
{
    free(((struct memory_stream *)stream)->own);
    return 0;
}

FILE *fmemopen(void *bytes, size_t size, const char *mode)
{
    static const struct device device = {take, put, __memory_seek, end};
    int stream_flags;
    FILE *stream;
    struct memory_stream *memory;
    if (__open_mode(mode, &stream_flags) < 0)
        return NULL;
    stream = __new_memory_stream(&device, stream_flags);
    if (!stream)
        return NULL;
    memory = (struct memory_stream *)stream;
    if (!bytes)
        bytes = memory->own = calloc(1, size);
    if (!bytes) {
        fclose(stream);
        return NULL;
    }
    memory->bytes = bytes;
    memory->room = size;
    if (*mode == 'w' && size > 0)
        memory->bytes[0] = 0;
    memory->length = __strnlen(bytes, size);
    if (*mode == 'a')
        memory->place = memory->length;
    return stream;
}
