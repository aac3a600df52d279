/* Semaphores with a name: files of /dev/shm that are mapped. Whoever opens one waits until its first owner has filled it. */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include "../syscalls/reserved.h"

enum { LONGEST = 251 };

static int path_of(char *to, const char *name)
{
    while (*name == '/')
        name++;
    if (!*name || strlen(name) > LONGEST || strchr(name, '/')) {
        errno = *name ? EINVAL : ENOENT;
        return -1;
    }
    strcpy(to, "/dev/shm/sem.");
    strcat(to, name);
    return 0;
}

static int create(const char *path, mode_t mode, unsigned value)
{
    sem_t first;
    int fd = __open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return -1;
    sem_init(&first, 1, value);
    __write(fd, &first, sizeof first);
    return fd;
}

static void wait_until_filled(int fd)
{
    struct stat about;
    while (__fstat(fd, &about) == 0 && about.st_size < (off_t)sizeof(sem_t))
        KERNEL0(sched_yield);
}

sem_t *sem_open(const char *name, int flags, ...)
{
    char path[LONGEST + 16];
    void *mapped = MAP_FAILED;
    va_list list;
    mode_t mode;
    unsigned value;
    int fd = -1;
    va_start(list, flags);
    mode = va_arg(list, mode_t);
    value = va_arg(list, unsigned);
    va_end(list);
    if (path_of(path, name) < 0)
        return SEM_FAILED;
    if ((flags & O_CREAT) && value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return SEM_FAILED;
    }
    if (flags & O_CREAT)
        fd = create(path, mode, value);
    if (fd < 0 && (!(flags & O_CREAT) || (errno == EEXIST && !(flags & O_EXCL))))
        fd = __open(path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0)
        return SEM_FAILED;
    wait_until_filled(fd);
    mapped = __mmap(NULL, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    __close(fd);
    return mapped == MAP_FAILED ? SEM_FAILED : mapped;
}

int sem_close(sem_t *semaphore)
{
    return __munmap(semaphore, sizeof *semaphore);
}

int sem_unlink(const char *name)
{
    char path[LONGEST + 16];
    if (path_of(path, name) < 0)
        return -1;
    return __unlink(path);
}
