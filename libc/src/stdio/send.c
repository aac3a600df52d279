/* From a stream to the kernel. */
#include <string.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"
#include "../string/reserved.h"

static size_t send_all(FILE *stream, const char *from, size_t count)
{
    size_t sent = 0;
    while (sent < count) {
        ssize_t now = STREAM_WRITE(stream, from + sent, count - sent);
        if (now < 0) {
            stream->flags |= STREAM_ERROR;
            break;
        }
        sent += now;
    }
    return sent;
}

/* Sends what is buffered. What the kernel refused stays in the buffer. */
int __send(FILE *stream)
{
    size_t count = stream->next - stream->base;
    size_t sent = send_all(stream, stream->base, count);
    memmove(stream->base, stream->base + sent, count - sent);
    stream->next = stream->base + (count - sent);
    return sent == count ? 0 : EOF;
}

static size_t fill_buffer(FILE *stream, const char *from, size_t count)
{
    size_t room = stream->limit - stream->next;
    if (count > room)
        count = room;
    stream->next = __mempcpy(stream->next, from, count);
    return count;
}

/* How many of the bytes must reach the kernel now: on a line-buffered stream, those up to the last newline. */
static size_t urgent(FILE *stream, const char *from, size_t count)
{
    const char *newline = NULL;
    if (stream->flags & STREAM_LINE_BUFFERED)
        newline = __memrchr(from, '\n', count);
    return newline ? newline + 1 - from : 0;
}

/* Sends whole blocks past the buffer, then keeps the rest in it. The buffer is empty. Returns how many bytes were taken. */
static size_t put_the_rest(FILE *stream, const char *from, size_t count, size_t must_send)
{
    size_t block = stream->limit - stream->base;
    size_t direct = block >= 128 ? count - count % block : count;
    size_t taken = send_all(stream, from, direct);
    if (taken < direct)
        return taken;
    if (taken < must_send) {
        taken += fill_buffer(stream, from + taken, must_send - taken);
        if (__send(stream) == EOF)
            return taken;
    }
    return taken + fill_buffer(stream, from + taken, count - taken);
}

/* Takes bytes into the buffer, and sends it when it is full or holds a finished line. Returns how many were taken. The first
   bytes of all go the way of those that the buffer has no room for, as in glibc: into a tiny buffer they do not go at all. */
size_t __put(FILE *stream, const char *from, size_t count)
{
    size_t taken, must_send;
    int first = !(stream->flags & STREAM_WRITING);
    if (count == 0 || __begin_writing(stream) == EOF)
        return 0;
    if (stream->flags & STREAM_UNBUFFERED)
        return send_all(stream, from, count);
    must_send = urgent(stream, from, count);
    if (first)
        return put_the_rest(stream, from, count, must_send);
    if (must_send && count <= (size_t)(stream->limit - stream->next))
        taken = fill_buffer(stream, from, must_send);
    else
        taken = fill_buffer(stream, from, count);
    if (taken == count && !must_send)
        return taken;
    if (__send(stream) == EOF)
        return taken;
    return taken + put_the_rest(stream, from + taken, count - taken, must_send > taken ? must_send - taken : 0);
}
