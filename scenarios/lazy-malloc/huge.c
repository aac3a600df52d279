// The same loop as before, over memory for which the program has asked for huge pages.
#include <stdio.h>
#include <sys/mman.h>

#define PAGES 4096

enum { page_size = 4096, pages = PAGES };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(p, pages * page_size, MADV_HUGEPAGE);
    puts("Mapped. Press Enter to write one byte of every page...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("Written. Press Enter to leave...");
    getchar();
    return 0;
}
