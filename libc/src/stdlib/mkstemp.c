/* A file or a folder with a name that nobody has: the six X at the end are replaced. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "../syscalls/reserved.h"

/* Names until `make` succeeds or fails for another reason than that the name exists. */
static int with_new_name(char *name, int (*make)(const char *name))
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char *place = name + strlen(name) - 6;
    struct timespec now;
    unsigned long value;
    int attempt, i, made;
    if (strlen(name) < 6 || strcmp(place, "XXXXXX") != 0) {
        errno = EINVAL;
        return -1;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    value = (unsigned long)now.tv_nsec * 65537 ^ (unsigned long)now.tv_sec ^ (unsigned long)__getpid() << 32;
    for (attempt = 0; attempt < 1000; attempt++) {
        unsigned long rest = value += 7777;
        for (i = 0; i < 6; i++) {
            place[i] = alphabet[rest % 62];
            rest /= 62;
        }
        made = make(name);
        if (made >= 0 || errno != EEXIST)
            return made;
    }
    return -1;
}

static int make_file(const char *name)
{
    return __open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
}

static int make_folder(const char *name)
{
    return (int)__result(KERNEL2(mkdir, name, 0700));
}

int mkstemp(char *name)
{
    return with_new_name(name, make_file);
}

char *mkdtemp(char *name)
{
    return with_new_name(name, make_folder) < 0 ? NULL : name;
}
