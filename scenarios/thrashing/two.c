// Two processes, each with a block of its own, work at the same time.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, pages = 900, passes = 200 };

static void work(char *p) {
    for (int i = 0; i < passes; i++) {
        for (int page = 0; page < pages; page++) {
            p[page * page_size]++;
        }
    }
}

int main(int argc, char **argv) {
    int together = argc > 1;
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    puts("Press Enter to work...");
    getchar();
    if (fork() == 0) {
        work(p);
        _exit(0);
    }
    if (!together) {
        wait(NULL);
    }
    work(p);
    if (together) {
        wait(NULL);
    }
    puts("Both have done their work. Press Enter to leave...");
    getchar();
    return 0;
}
