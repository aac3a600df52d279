/* Change me, or put a program of your own in my place. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { pages = 64, page = 4096 };

static long faults(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_minflt + used.ru_majflt;
}

int main(void)
{
    long before = faults();
    char *block = mmap(0, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i += 2)
        block[i * page] = 1;
    printf("Writing every second page: %ld faults.\n", faults() - before);

    before = faults();
    if (fork() == 0) {
        block[0] = 2;
        _exit(0);
    }
    wait(0);
    block[0] = 3;
    printf("After a fork, the parent: %ld faults.\n", faults() - before);
    return 0;
}
