/* A stream for a descriptor that is already open. */
#include <fcntl.h>
#include "stream.h"
#include "../syscalls/reserved.h"

FILE *fdopen(int fd, const char *mode)
{
    int stream_flags;
    int flags = __open_mode(mode, &stream_flags);
    if (flags < 0)
        return NULL;
    if (__fcntl(fd, F_GETFD, 0) < 0)
        return NULL;
    if (flags & O_APPEND)
        __fcntl(fd, F_SETFL, __fcntl(fd, F_GETFL, 0) | O_APPEND);
    return __new_stream(fd, stream_flags);
}
