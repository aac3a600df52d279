// Yours: a process that is large by RSS, and smaller by PSS.
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page_size = 4096, pages = 4096 };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'P';
    }
    puts("Written.");
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            sleep(1);
            _exit(0);
        }
    }
    usleep(1000);
    return 0;
}
