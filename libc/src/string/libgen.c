/* A path taken apart, as POSIX has it: both write into the path. */
#include <string.h>

static char *without_slashes(char *path)
{
    char *end = path + strlen(path);
    while (end > path + 1 && end[-1] == '/')
        *--end = 0;
    return path;
}

char *__xpg_basename(char *path)
{
    char *slash;
    if (!path || !*path)
        return ".";
    slash = strrchr(without_slashes(path), '/');
    return slash && slash[1] ? slash + 1 : path;
}

char *dirname(char *path)
{
    char *slash;
    if (!path || !*path)
        return ".";
    slash = strrchr(without_slashes(path), '/');
    if (!slash)
        return ".";
    slash[slash == path] = 0;
    return without_slashes(path);
}
