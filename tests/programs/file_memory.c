/* A file in memory: faults that map sixteen pages, writes that are noticed, write-back, truncation. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { pages = 40, page = 4096 };

static long before;

static long faults(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_minflt;
}

int main(void)
{
    char text[page], *view, *copy;
    int i, sum = 0, fd = open("pages", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (i = 0; i < pages; i++) {
        memset(text, 'a' + i % 26, page);
        write(fd, text, page);
    }
    fsync(fd);
    view = mmap(0, pages * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    copy = mmap(0, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    before = faults();
    before = faults();
    for (i = 0; i < pages; i++)
        sum += copy[i * page];
    printf("reads: %ld faults, sum %d\n", faults() - before, sum);
    before = faults();
    for (i = 0; i < pages; i += 2)
        copy[i * page] = 'X';
    printf("private writes: %ld\n", faults() - before);
    before = faults();
    for (i = 0; i < pages; i++)
        view[i * page] = 'Z';
    printf("shared writes: %ld\n", faults() - before);
    msync(view, pages * page, MS_SYNC);
    before = faults();
    view[0] = 'Y';
    printf("after write-back: %ld\n", faults() - before);
    printf("%c %c %c\n", copy[0], copy[page], copy[page + 1]);
    ftruncate(fd, 10 * page);
    pread(fd, text, 3, 9 * page);
    printf("%.3s, end at %ld\n", text, (long)lseek(fd, 0, SEEK_END));
    unlink("pages");
    return 0;
}
