/* Bytes to a stream. */
#include "stream.h"

size_t fwrite(const void *from, size_t size, size_t count, FILE *stream)
{
    size_t bytes = size * count;
    size_t taken;
    if (bytes == 0)
        return 0;
    taken = __put(stream, from, bytes);
    return taken == bytes ? count : taken / size;
}
