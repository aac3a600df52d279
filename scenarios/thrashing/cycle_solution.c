// Passes through a block again and again. Arguments: the pages of the block, and the number of passes.
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { page_size = 4096 };

static void pass_through(char *p, int pages) {
    for (int i = 0; i < pages; i++) {
        p[i * page_size]++;
    }
}

int main(int argc, char **argv) {
    int pages = 1060;
    int passes = argc > 2 ? atoi(argv[2]) : 4;
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < passes; i++) {
        pass_through(p, pages);
    }
    puts("Settled. Press Enter for the same number of passes again...");
    getchar();
    for (int i = 0; i < passes; i++) {
        pass_through(p, pages);
    }
    puts("Done. Press Enter to leave...");
    getchar();
    return 0;
}
