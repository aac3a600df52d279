/* Becoming a program that is looked for in the folders of PATH. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int execvp(const char *file, char *const arguments[])
{
    const char *folders = getenv("PATH");
    size_t length = strlen(file);
    int denied = 0;
    if (strchr(file, '/'))
        return execv(file, arguments);
    if (!folders)
        folders = "/bin:/usr/bin";
    if (!length) {
        errno = ENOENT;
        return -1;
    }
    for (;;) {
        const char *end = strchrnul(folders, ':');
        char path[end - folders + length + 2];
        char *at = mempcpy(path, folders, end - folders);
        if (end > folders)
            *at++ = '/';
        strcpy(at, file);
        execv(path, arguments);
        denied |= errno == EACCES;
        if (errno != EACCES && errno != ENOENT && errno != ENOTDIR)
            return -1;
        if (!*end)
            break;
        folders = end + 1;
    }
    if (denied)
        errno = EACCES;
    return -1;
}
