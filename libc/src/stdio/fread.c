/* Bytes from a stream. What would fill the buffer anyway is read past it, in whole blocks. */
#include <string.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

static size_t read_past_buffer(FILE *stream, char *to, size_t count)
{
    size_t block = stream->limit - stream->base;
    ssize_t now = STREAM_READ(stream, to, block >= 128 ? count - count % block : count);
    if (now <= 0) {
        stream->flags |= now < 0 ? STREAM_ERROR : STREAM_EOF;
        return 0;
    }
    return now;
}

size_t fread(void *to, size_t size, size_t count, FILE *stream)
{
    size_t wanted = size * count, got = 0;
    if (wanted == 0 || __begin_reading(stream) == EOF)
        return 0;
    while (got < wanted && !(stream->flags & STREAM_EOF)) {
        size_t left = wanted - got, now = stream->end - stream->next;
        if (now > 0) {
            if (now > left)
                now = left;
            memcpy((char *)to + got, stream->next, now);
            stream->next += now;
        } else if (left >= (size_t)(stream->limit - stream->base)) {
            now = read_past_buffer(stream, (char *)to + got, left);
            if (now == 0)
                break;
        } else if (__fill(stream) == EOF)
            break;
        got += now;
    }
    return got / size;
}
