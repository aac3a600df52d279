/* A string to a stream. */
#include <string.h>
#include "stream.h"

int fputs(const char *text, FILE *stream)
{
    size_t length = strlen(text);
    return __put(stream, text, length) == length ? 1 : EOF;
}

int puts(const char *text)
{
    if (fputs(text, stdout) == EOF || fputc('\n', stdout) == EOF)
        return EOF;
    return (int)strlen(text) + 1;
}
