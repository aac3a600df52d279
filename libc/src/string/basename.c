/* The last part of a path: GNU's, which leaves the path alone. <libgen.h> has POSIX's under the same name in its header only. */
#include <string.h>
#include "reserved.h"

char *basename(const char *path)
{
    const char *slash = strrchr(path, '/');
    return (char *)(slash ? slash + 1 : path);
}
