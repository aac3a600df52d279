/* Where a stream's buffer comes from, and what exit does with it. A terminal is buffered by line, everything else by block. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

extern void (*__close_streams)(void);

/* Sends what was written; gives back, where the file can seek, what was read and not used. */
static void close_streams(void)
{
    FILE *each;
    for (each = __streams; each; each = each->newer) {
        if (each->flags & STREAM_WRITING)
            __send(each);
        else if ((each->flags & STREAM_READING) && each->next < each->end)
            STREAM_SEEK(each, each->next - each->end, SEEK_CUR);
    }
}

static int is_terminal(const struct stat *about, int fd)
{
    char settings[64];
    unsigned major = (unsigned)(about->st_rdev >> 8) & 0xfff;
    if (!S_ISCHR(about->st_mode))
        return 0;
    return (major >= 136 && major <= 143) || __isatty(fd, settings);
}

void __allocate_buffer(FILE *stream)
{
    struct stat about;
    size_t size = BUFSIZ;
    __close_streams = close_streams;
    if (stream->base)
        return;
    if (!(stream->flags & STREAM_UNBUFFERED)) {
        if (__fstat(stream->fd, &about) == 0) {
            if (is_terminal(&about, stream->fd))
                stream->flags |= STREAM_LINE_BUFFERED;
            if (about.st_blksize > 0 && about.st_blksize < BUFSIZ)
                size = about.st_blksize;
        }
        stream->base = malloc(size);
    }
    if (stream->base) {
        stream->flags |= STREAM_OWNS_BUFFER;
    } else {
        stream->base = stream->small;
        size = 1;
    }
    stream->limit = stream->base + size;
    stream->next = stream->end = stream->base;
}
