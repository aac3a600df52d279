/* Closing a stream: its last bytes, its descriptor, its memory. */
#include <stdlib.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

static void forget(FILE *stream)
{
    FILE **each;
    for (each = &__streams; *each; each = &(*each)->newer)
        if (*each == stream) {
            *each = stream->newer;
            return;
        }
}

int fclose(FILE *stream)
{
    int result = fflush(stream);
    if (STREAM_CLOSE(stream) < 0)
        result = EOF;
    forget(stream);
    if ((stream->flags & STREAM_OWNS_BUFFER) && stream->base != stream->small)
        free(stream->base);
    stream->base = stream->next = stream->end = NULL;
    if (stream->flags & STREAM_OWNS_ITSELF)
        free(stream);
    else {
        stream->fd = -1;
        stream->flags = 0;
    }
    return result;
}
