/* A line of any length, in memory that grows. */
#include <errno.h>
#include <stdlib.h>
#include "stream.h"

ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *stream)
{
    size_t length = 0;
    int c;
    if (!line || !size) {
        errno = EINVAL;
        return -1;
    }
    if (!*line || !*size) {
        *size = 120;
        *line = realloc(*line, *size);
        if (!*line)
            return -1;
    }
    while ((c = fgetc(stream)) != EOF) {
        if (length + 2 > *size) {
            char *larger = realloc(*line, *size * 2);
            if (!larger)
                return -1;
            *line = larger;
            *size *= 2;
        }
        (*line)[length++] = (char)c;
        if (c == delimiter)
            break;
    }
    if (length == 0)
        return -1;
    (*line)[length] = 0;
    return length;
}

ssize_t getline(char **line, size_t *size, FILE *stream)
{
    return getdelim(line, size, '\n', stream);
}
