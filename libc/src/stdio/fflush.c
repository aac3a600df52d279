/* Sending what is buffered. A stream that was reading gives back what was not used. */
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

int fflush(FILE *stream)
{
    int result = 0;
    FILE *each;
    if (!stream) {
        for (each = __streams; each; each = each->newer)
            if ((each->flags & STREAM_WRITING) && __send(each) == EOF)
                result = EOF;
        return result;
    }
    if (stream->flags & STREAM_WRITING)
        return __send(stream);
    if ((stream->flags & STREAM_READING) && stream->next < stream->end &&
        STREAM_SEEK(stream, stream->next - stream->end, SEEK_CUR) >= 0)
        stream->next = stream->end = stream->base;
    return 0;
}
