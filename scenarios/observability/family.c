// A parent writes 16 MiB and forks; the child writes a quarter of it.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, pages = 4096 };

int main(void) {
    char *p = mmap(NULL, 2 * pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'P';
    }
    puts("Half of the mapping is written. Press Enter to fork...");
    getchar();
    if (fork() == 0) {
        puts("Child: press Enter to write a quarter of the pages...");
        getchar();
        for (int i = 0; i < pages / 4; i++) {
            p[i * page_size] = 'C';
        }
        puts("Child: press Enter to leave...");
        getchar();
        _exit(0);
    }
    wait(NULL);
    puts("Parent: press Enter to leave...");
    getchar();
    return 0;
}
