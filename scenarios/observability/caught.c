// Writes to sixteen read-only pages. A handler for SIGSEGV allows each write when it has failed.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 16 };

static void allow(int number, siginfo_t *info, void *context) {
    char *page = (char *)((unsigned long)info->si_addr & ~(page_size - 1UL));
    mprotect(page, page_size, PROT_READ | PROT_WRITE);
}

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(p, 'A', pages * page_size);
    mprotect(p, pages * page_size, PROT_READ);
    struct sigaction action = {.sa_sigaction = allow, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    p[0] = 'B';
    puts("One page is written already. Press Enter to write the other fifteen...");
    getchar();
    for (int i = 1; i < pages; i++) {
        p[i * page_size] = 'B';
    }
    puts("All are written. Press Enter to leave...");
    getchar();
    return 0;
}
