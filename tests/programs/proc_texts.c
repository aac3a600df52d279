/* What /proc says of a process that has a little of everything, and of its child. Left out is what differs between any
   two machines or is inherited: inodes, devices, folders, pids, users, capabilities, seccomp, CPUs and what they have.
   MADV_FREE shows when its CPU's batch is drained. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page = 4096 };

static char big[8 * page];
static int initialised[2 * page] = {1};

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* A line of maps without device, inode and folder; any other line as it is. */
static void print_mapping(const char *line)
{
    char permissions[8], device[16], path[256] = "";
    unsigned long start, end, offset, inode;
    if (sscanf(line, "%lx-%lx %7s %lx %15s %lu %255[^\n]", &start, &end, permissions, &offset, device, &inode, path) >= 6)
        printf("%lx-%lx %s %lx %s\n", start, end, permissions, offset, last_part(path));
    else
        fputs(line, stdout);
}

static void print_mappings(const char *name)
{
    char line[512];
    FILE *file = fopen(name, "r");
    printf("== %s\n", name);
    while (fgets(line, sizeof line, file))
        print_mapping(line);
    fclose(file);
}

static void print_status(void)
{
    static const char *own[] = {"Tgid", "Pid", "PPid", "TracerPid", "NS", "FDSize", "Groups", "SigQ", "Cap", "Spec",
                                "Uid", "Gid", "NoNewPrivs", "Seccomp", "x86_", "Cpus", "Mems", "voluntary", "nonvoluntary"};
    char line[512];
    FILE *file = fopen("/proc/self/status", "r");
    printf("== status\n");
    while (fgets(line, sizeof line, file)) {
        int i, kept = 1;
        for (i = 0; i < (int)(sizeof own / sizeof own[0]); i++)
            if (!strncmp(line, own[i], strlen(own[i])))
                kept = 0;
        if (kept)
            fputs(line, stdout);
    }
    fclose(file);
}

/* Without pids, terminal, flags, times, delays, limits and the CPU, faults before exec, and RSS, of which Linux has here only
   what was carried over from its CPUs; kstkesp and kstkeip are nobody's to read. */
static void print_stat(void)
{
    static const char others[] = " 1 4 5 6 7 8 9 10 12 14 15 16 17 22 24 25 29 30 39 42 ";
    char text[1024], number[16], *word;
    int field = 1, fd = open("/proc/self/stat", O_RDONLY);
    long length = read(fd, text, sizeof text - 1);
    text[length] = 0;
    printf("== stat\n");
    for (word = strtok(text, " \n"); word; word = strtok(0, " \n"), field++) {
        sprintf(number, " %d ", field);
        if (!strstr(others, number))
            printf("%d: %s\n", field, word);
    }
    close(fd);
}

static void print_whole(const char *name)
{
    char text[256];
    int fd = open(name, O_RDONLY);
    long length = read(fd, text, sizeof text - 1);
    text[length] = 0;
    printf("== %s\n%s", name, text);
    close(fd);
}

static void print_pagemap(const char *what, const void *start, int pages)
{
    int i, fd = open("/proc/self/pagemap", O_RDONLY);
    printf("== pagemap of %s:", what);
    for (i = 0; i < pages; i++) {
        unsigned long entry = 0;
        pread(fd, &entry, sizeof entry, ((unsigned long)start / page + i) * sizeof entry);
        printf(" %lx", entry >> 55);
    }
    printf("\n");
    close(fd);
}

static void print_all(void)
{
    print_whole("/proc/self/statm");
    print_stat();
    print_status();
    print_mappings("/proc/self/maps");
    print_mappings("/proc/self/smaps");
    print_mappings("/proc/self/smaps_rollup");
    fflush(stdout);
}

static char *map(int pages, int protection, int flags, int fd)
{
    return mmap(0, pages * page, protection, flags, fd, 0);
}

int main(void)
{
    enum { rw = PROT_READ | PROT_WRITE, ours = MAP_PRIVATE | MAP_ANONYMOUS };
    char text[page], *private, *shared, *view, *copy, *locked, *fenced, *lonely, *heap;
    int i, told[2], done[2], fd = open("pages", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (i = 0; i < 20; i++) {
        memset(text, 'a' + i, page);
        write(fd, text, page);
    }
    fsync(fd);
    private = map(12, rw, ours, -1);
    shared = map(6, rw, MAP_SHARED | MAP_ANONYMOUS, -1);
    view = map(20, rw, MAP_SHARED, fd);
    copy = map(20, rw, MAP_PRIVATE, fd);
    locked = map(3, rw, ours, -1);
    fenced = map(5, rw, ours, -1);
    lonely = map(4, rw, ours, -1);
    heap = malloc(20 * page);
    memset(private, 1, 5 * page);
    memset(shared, 2, 3 * page);
    memset(heap, 3, 7 * page);
    big[3 * page] = initialised[100] = 4;
    view[page] = copy[4 * page] = copy[17 * page] = 5;
    mlock(locked, 3 * page);
    mprotect(fenced + page, page, PROT_NONE);
    mprotect(fenced + 3 * page, page, PROT_READ);
    fenced[0] = 6;
    madvise(lonely, 4 * page, MADV_DONTFORK);
    memset(lonely, 7, 2 * page);
    print_all();
    print_pagemap("private", private, 12);
    print_pagemap("shared", shared, 6);
    print_pagemap("view", view, 20);
    print_pagemap("copy", copy, 20);
    pipe(told);
    pipe(done);
    fflush(stdout);
    if (fork() == 0) {
        private[2 * page] = 8;
        copy[4 * page] = 9;
        print_all();
        print_pagemap("private", private, 12);
        print_pagemap("shared", shared, 6);
        print_pagemap("copy", copy, 20);
        fflush(stdout);
        write(told[1], "x", 1);
        read(done[0], text, 1);
        return 0;
    }
    read(told[0], text, 1);
    print_all();
    print_pagemap("private", private, 12);
    write(done[1], "x", 1);
    wait(0);
    unlink("pages");
    return 0;
}
