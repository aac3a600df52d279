// Three generations share a block, and a counter. The grandchild writes the block and leaves, then the child, then the parent.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, pages = 256 };

static char *p;
static int *writers;

static void wait_for_enter(const char *what) {
    puts(what);
    getchar();
}

static void write_all(char letter) {
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = letter;
    }
    *writers += 1;
}

int main(void) {
    p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    writers = mmap(NULL, page_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *writers = 0;  // the shared page
    write_all('P');
    wait_for_enter("Parent: all pages are written. Press Enter to fork twice...");
    if (fork() == 0) {
        if (fork() == 0) {
            wait_for_enter("Grandchild: press Enter to write...");
            write_all('G');
            wait_for_enter("Grandchild: press Enter to leave...");
            _exit(0);
        }
        wait(NULL);
        wait_for_enter("Child: press Enter to write...");
        write_all('C');
        wait_for_enter("Child: press Enter to leave...");
        _exit(0);
    }
    wait(NULL);
    printf("Parent: they counted %d writers, and my first page holds %c.\n", *writers, p[0]);
    wait_for_enter("Parent: press Enter to write...");
    write_all('Q');
    wait_for_enter("Parent: press Enter to leave...");
    return 0;
}
