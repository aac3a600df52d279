/* Copy-on-write between a parent and its child, shared memory, and what each of them pays. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { pages = 64, page = 4096 };

static long faults(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_minflt;
}

static long write_all(char *memory, char value)
{
    long before = faults();
    int i;
    for (i = 0; i < pages; i++)
        memory[i * page] = value;
    return faults() - before;
}

int main(void)
{
    char *own = mmap(0, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *common = mmap(0, pages * page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    volatile char seen;
    int i, status;
    faults();
    for (i = 0; i < pages; i++)
        seen = own[i * page];
    printf("zero pages replaced: %ld\n", write_all(own, 1));
    fflush(stdout);
    if (fork() == 0) {
        printf("child copies: %ld, again: %ld\n", write_all(own, 2), write_all(own, 3));
        fflush(stdout);
        strcpy(common + 5 * page, "left by the child");
        _exit(3);
    }
    wait(&status);
    printf("child ended with %d\n", WEXITSTATUS(status));
    printf("parent takes over: %ld, still its own: %d\n", write_all(own, 4), own[page] == 4);
    printf("%s\n", common + 5 * page);
    return 0;
}
