/* The calls about memory: mapping, protecting, moving, advising, locking, counting faults, and the break. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* The order in which arguments are evaluated is the compiler's choice: the call comes first here. */
#define FAILS(call)                      \
    do {                                 \
        long result = (long)(call);      \
        printf("%ld %d\n", result, errno); \
    } while (0)

static long faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

static int resident(char *p, int pages)
{
    unsigned char each[64];
    int i, count = 0;
    mincore(p, pages * 4096L, each);
    for (i = 0; i < pages; i++)
        count += each[i] & 1;
    return count;
}

int main(void)
{
    enum { PAGES = 64 };
    long before, size = PAGES * 4096L;
    char *p, *q;
    int i;
    struct rlimit limit;
    p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(p, size, MADV_NOHUGEPAGE);
    printf("resident %d\n", resident(p, PAGES));
    before = faults();
    for (i = 0; i < PAGES; i++)
        p[i * 4096L] = 1;
    printf("faults %ld resident %d\n", faults() - before, resident(p, PAGES));
    before = faults();
    for (i = 0; i < PAGES; i++)
        p[i * 4096L] = 2;
    printf("faults %ld\n", faults() - before);
    madvise(p, size / 2, MADV_DONTNEED);
    printf("resident %d\n", resident(p, PAGES));
    printf("first byte %d, last byte %d\n", p[0], p[size - 4096]);
    q = mremap(p, size, size * 2, MREMAP_MAYMOVE);
    printf("moved bytes kept: %d\n", q[size - 4096]);
    printf("%d\n", munmap(q, size * 2));
    FAILS(mincore(q, 4096, (unsigned char *)&i));
    p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    printf("populated %d\n", resident(p, PAGES));
    printf("%d\n", mprotect(p, 4096, PROT_READ));
    FAILS(mprotect(p + 1, 4096, PROT_READ));
    printf("%d %d\n", mlock(p, 8192), munlock(p, 8192));
    FAILS(madvise(p, 4096, 12345));
    printf("%d\n", mmap(p, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED);
    printf("%d\n", mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, -1, 0) == MAP_FAILED);
    munmap(p, size);
    p = sbrk(0);
    printf("%d\n", sbrk(8192) == p);
    p[0] = p[8191] = 1;
    printf("%ld\n", (long)((char *)sbrk(0) - p));
    sbrk(-8192);
    printf("%d\n", sbrk(0) == p);
    printf("%d\n", brk(p + 100));
    printf("%ld\n", (long)((char *)sbrk(0) - p));
    printf("%d %ld\n", getpagesize(), sysconf(_SC_PAGESIZE));
    getrlimit(RLIMIT_STACK, &limit);
    limit.rlim_cur = 4 << 20;
    printf("%d\n", setrlimit(RLIMIT_STACK, &limit));
    getrlimit(RLIMIT_STACK, &limit);
    printf("%ld\n", (long)limit.rlim_cur);
    return 0;
}
