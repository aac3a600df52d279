/* One character from a stream. */
#include "stream.h"

int fgetc(FILE *stream)
{
    if (!(stream->flags & STREAM_READING) || stream->next >= stream->end)
        if (__fill(stream) == EOF)
            return EOF;
    return *(unsigned char *)stream->next++;
}

int getc(FILE *stream)
{
    return fgetc(stream);
}

int getchar(void)
{
    return fgetc(stdin);
}
