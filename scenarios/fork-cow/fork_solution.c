// A parent writes a block and forks. The child reads it, writes half of it, and leaves; then the parent writes all of it.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES 1024

enum { page_size = 4096, pages = PAGES };

static void wait_for_enter(const char *what) {
    puts(what);
    getchar();
}

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'P';
    }
    wait_for_enter("All pages are written. Press Enter to fork...");
    if (fork() == 0) {
        int sum = 0;
        wait_for_enter("Child: press Enter to read every page...");
        for (int i = 0; i < pages; i++) {
            sum += p[i * page_size];
        }
        wait_for_enter("Child: press Enter to write every second page...");
        for (int i = 0; i < pages; i += 2) {
            p[i * page_size] = 'C';
        }
        wait_for_enter("Child: press Enter to leave...");
        _exit(sum == 0);
    }
    wait(NULL);
    printf("Parent: the first page holds %c, and I am alone.\n", p[0]);
    wait_for_enter("Parent: press Enter to write every page...");
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'Q';
    }
    wait_for_enter("Parent: press Enter to leave...");
    return 0;
}
