/* A line from a stream. */
#include <string.h>
#include "stream.h"
#include "../string/reserved.h"

char *fgets(char *to, int size, FILE *stream)
{
    char *at = to, *last = to + size - 1;
    const char *newline = NULL;
    if (size <= 0)
        return NULL;
    while (at < last && !newline) {
        size_t count = last - at;
        if (__fill(stream) == EOF) {
            if (at == to || ferror(stream))
                return NULL;
            break;
        }
        if (count > (size_t)(stream->end - stream->next))
            count = stream->end - stream->next;
        newline = memchr(stream->next, '\n', count);
        if (newline)
            count = newline + 1 - stream->next;
        at = __mempcpy(at, stream->next, count);
        stream->next += count;
    }
    *at = 0;
    return to;
}
