/* Another file for an open stream. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "stream.h"
#include "../syscalls/reserved.h"

FILE *freopen(const char *path, const char *mode, FILE *stream)
{
    int stream_flags, fd;
    int flags = __open_mode(mode, &stream_flags);
    int kept = stream->flags & (STREAM_OWNS_BUFFER | STREAM_OWNS_ITSELF | STREAM_UNBUFFERED);
    if (flags < 0)
        return NULL;
    fflush(stream);
    if (path) {
        fd = __open(path, flags, 0666);
        if (fd < 0) {
            __close(stream->fd);
            stream->fd = -1;
            return NULL;
        }
        if (fd != stream->fd) {
            __dup3(fd, stream->fd, flags & O_CLOEXEC);
            __close(fd);
        }
    }
    stream->flags = stream_flags | kept;
    stream->next = stream->end = stream->base;
    return stream;
}
