/* Opening a file as a stream. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

/* The flags of open() for "r", "w", "a", each with "+", "x", "e"; -1 for anything else. */
int __open_mode(const char *mode, int *stream_flags)
{
    int flags;
    switch (*mode) {
    case 'r':
        flags = O_RDONLY;
        *stream_flags = STREAM_READABLE;
        break;
    case 'w':
        flags = O_WRONLY | O_CREAT | O_TRUNC;
        *stream_flags = STREAM_WRITABLE;
        break;
    case 'a':
        flags = O_WRONLY | O_CREAT | O_APPEND;
        *stream_flags = STREAM_WRITABLE | STREAM_APPEND;
        break;
    default:
        errno = EINVAL;
        return -1;
    }
    while (*++mode) {
        if (*mode == '+') {
            flags = (flags & ~O_ACCMODE) | O_RDWR;
            *stream_flags |= STREAM_READABLE | STREAM_WRITABLE;
        } else if (*mode == 'x')
            flags |= O_EXCL;
        else if (*mode == 'e')
            flags |= O_CLOEXEC;
    }
    return flags;
}

/* A stream takes as much of the heap as glibc's does, so that what is allocated around it lies where it would lie there. */
enum { SIZE_IN_GLIBC = 472 };

FILE *__new_stream(int fd, int stream_flags)
{
    FILE *stream = malloc(SIZE_IN_GLIBC);
    if (!stream)
        return NULL;
    memset(stream, 0, sizeof *stream);
    stream->fd = fd;
    stream->flags = stream_flags | STREAM_OWNS_ITSELF;
    stream->newer = __streams;
    __streams = stream;
    return stream;
}

FILE *fopen(const char *path, const char *mode)
{
    int stream_flags, fd;
    int flags = __open_mode(mode, &stream_flags);
    FILE *stream;
    if (flags < 0)
        return NULL;
    stream = __new_stream(-1, stream_flags);
    if (!stream)
        return NULL;
    fd = __open(path, flags, 0666);
    if (fd < 0) {
        __streams = stream->newer;
        free(stream);
        return NULL;
    }
    stream->fd = fd;
    return stream;
}
