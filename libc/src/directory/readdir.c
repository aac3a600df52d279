/* A directory, read a buffer at a time. It takes as much of the heap as glibc's does. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include "../syscalls/reserved.h"

enum { BUFFER = 32768 };

struct __directory {
    int fd;
    size_t filled, next;
    long place;
    char padding[16];
    char buffer[BUFFER];
};

DIR *fdopendir(int fd)
{
    struct stat about;
    DIR *directory;
    if (__fstat(fd, &about) < 0)
        return NULL;
    if (!S_ISDIR(about.st_mode)) {
        errno = ENOTDIR;
        return NULL;
    }
    directory = malloc(sizeof *directory);
    if (!directory)
        return NULL;
    directory->fd = fd;
    directory->filled = directory->next = 0;
    directory->place = 0;
    return directory;
}

DIR *opendir(const char *path)
{
    DIR *directory;
    int fd = __open(path, O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0)
        return NULL;
    directory = fdopendir(fd);
    if (!directory)
        __close(fd);
    return directory;
}

int closedir(DIR *directory)
{
    int fd = directory->fd;
    free(directory);
    return __close(fd);
}

struct dirent *readdir(DIR *directory)
{
    struct dirent *entry;
    if (directory->next == directory->filled) {
        long count = __result(KERNEL3(getdents64, directory->fd, directory->buffer, BUFFER));
        if (count <= 0)
            return NULL;
        directory->filled = count;
        directory->next = 0;
    }
    entry = (struct dirent *)(directory->buffer + directory->next);
    directory->next += entry->d_reclen;
    directory->place = entry->d_off;
    return entry;
}

long telldir(DIR *directory)
{
    return directory->place;
}

void seekdir(DIR *directory, long place)
{
    __lseek(directory->fd, place, 0);
    directory->filled = directory->next = 0;
    directory->place = place;
}

void rewinddir(DIR *directory)
{
    seekdir(directory, 0);
}

int dirfd(DIR *directory)
{
    return directory->fd;
}
