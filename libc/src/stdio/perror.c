/* The last error, in words, on stderr. */
#include <errno.h>
#include <string.h>
#include "stream.h"

void perror(const char *prefix)
{
    const char *reason = strerror(errno);
    if (prefix && *prefix)
        fprintf(stderr, "%s: %s\n", prefix, reason);
    else
        fprintf(stderr, "%s\n", reason);
}
