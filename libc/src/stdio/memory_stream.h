/* A stream whose bytes lie in memory: `length` of them, with room for `room`. The buffer is part of it. */
#ifndef LIBC_MEMORY_STREAM_H
#define LIBC_MEMORY_STREAM_H

#include "stream.h"

struct memory_stream {
    FILE stream;
    char *bytes, *own;
    size_t length, room, place;
    char **told_bytes;
    size_t *told_length;
    char buffer[512];
};

FILE *__new_memory_stream(const struct device *device, int stream_flags);
off_t __memory_seek(FILE *stream, off_t offset, int whence);

#endif
