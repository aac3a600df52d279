/* From the kernel to a stream. */
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

/* Before a program waits for a line from a terminal, what it has printed is shown. */
static void show_prompt(FILE *stream)
{
    int line_output = STREAM_WRITING | STREAM_LINE_BUFFERED;
    if ((stream->flags & (STREAM_LINE_BUFFERED | STREAM_UNBUFFERED)) && (stdout->flags & line_output) == line_output)
        __send(stdout);
}

/* Refills an empty buffer and returns its first byte, which stays in it; EOF at the end or on an error. */
int __fill(FILE *stream)
{
    ssize_t count;
    if ((stream->flags & STREAM_READING) && stream->next < stream->end)
        return *(unsigned char *)stream->next;
    if (stream->flags & STREAM_EOF)
        return EOF;
    if (__begin_reading(stream) == EOF)
        return EOF;
    if (stream->flags & STREAM_MEMORY) {
        stream->flags |= STREAM_EOF;
        return EOF;
    }
    show_prompt(stream);
    stream->next = stream->end = stream->base;
    count = STREAM_READ(stream, stream->base, stream->limit - stream->base);
    if (count <= 0) {
        stream->flags |= count < 0 ? STREAM_ERROR : STREAM_EOF;
        return EOF;
    }
    stream->end += count;
    return *(unsigned char *)stream->next;
}
