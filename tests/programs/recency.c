/* Which accesses of a file's pages count as use, seen where no entry is young: in a child that touched nothing. A page that is
   read in pieces counts once, a page of a disk's file that is written does not count, one of shared memory does. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { pages = 10, page = 4096 };

static void print_referenced(const char *what, const char *mapping)
{
    char line[256];
    int here = 0;
    FILE *file = fopen("/proc/self/smaps", "r");
    while (fgets(line, sizeof line, file)) {
        unsigned long start;
        char dash;
        if (sscanf(line, "%lx%c", &start, &dash) == 2 && dash == '-')
            here = start == (unsigned long)mapping;
        if (here && !strncmp(line, "Referenced", 10))
            printf("%s: %s", what, line);
    }
    fclose(file);
    fflush(stdout);
}

static void try(const char *what, int fd, int writes, int reads)
{
    char text[page], *copy;
    int i;
    for (i = 0; i < pages; i++) {
        memset(text, 'a' + i, page);
        write(fd, text, page);
    }
    while (writes-- > 0)
        pwrite(fd, text, page, 2 * page);
    fsync(fd);
    while (reads-- > 0) {
        lseek(fd, 4 * page, SEEK_SET);
        for (i = 0; i < 20; i++)
            read(fd, text, 100);
    }
    copy = mmap(0, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    i = copy[0];
    copy[3 * page] = 1; /* only what has pages of its own is copied by fork */
    fflush(stdout);
    if (fork() == 0) {
        print_referenced(what, copy);
        _exit(0);
    }
    wait(0);
    munmap(copy, pages * page);
    close(fd);
}

static int fresh(void)
{
    return open("pages", O_RDWR | O_CREAT | O_TRUNC, 0600);
}

int main(void)
{
    try("file, written once", fresh(), 0, 0);
    try("file, written twice", fresh(), 1, 0);
    try("file, read once", fresh(), 0, 1);
    try("file, read again", fresh(), 0, 2);
    try("shared memory, written once", memfd_create("once", 0), 0, 0);
    try("shared memory, written twice", memfd_create("twice", 0), 1, 0);
    try("shared memory, written three times", memfd_create("thrice", 0), 2, 0);
    unlink("pages");
    return 0;
}
