/* Writing into memory that grows. What has been written is told at every fflush and at fclose; its owner frees it. */
#include <stdlib.h>
#include <string.h>
#include "memory_stream.h"
#include "../string/reserved.h"

static void tell(const struct memory_stream *memory)
{
    *memory->told_bytes = memory->bytes;
    *memory->told_length = memory->place < memory->length ? memory->place : memory->length;
}

static ssize_t append(FILE *stream, const char *from, size_t count)
{
    struct memory_stream *memory = (struct memory_stream *)stream;
    size_t end = memory->place + count;
    if (end >= memory->room) {
        char *larger = realloc(memory->bytes, end * 2);
        if (!larger)
            return -1;
        memset(larger + memory->room, 0, end * 2 - memory->room);
        memory->bytes = larger;
        memory->room = end * 2;
    }
    memcpy(memory->bytes + memory->place, from, count);
    memory->place = end;
    if (memory->length < end)
        memory->length = end;
    tell(memory);
    return count;
}

static off_t seek(FILE *stream, off_t offset, int whence)
{
    off_t place = __memory_seek(stream, offset, whence);
    if (place >= 0)
        tell((struct memory_stream *)stream);
    return place;
}

static int close(FILE *stream)
{
    tell((struct memory_stream *)stream);
    return 0;
}

FILE *open_memstream(char **bytes, size_t *length)
{
    static const struct device device = {NULL, append, seek, close};
    FILE *stream = __new_memory_stream(&device, STREAM_WRITABLE);
    struct memory_stream *memory = (struct memory_stream *)stream;
    if (!stream)
        return NULL;
    memory->told_bytes = bytes;
    memory->told_length = length;
    memory->bytes = calloc(1, BUFSIZ);
    if (!memory->bytes) {
        fclose(stream);
        return NULL;
    }
    memory->room = BUFSIZ;
    tell(memory);
    return stream;
}
