// Stores into 512 pages, twice; then as many stores into one page.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 512 };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    puts("Mapped. Press Enter for one store into every page...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("The first pass is over. Press Enter for the second, over the same pages...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'B';
    }
    puts("Press Enter for as many stores, all into the first page...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i] = 'C';
    }
    puts("Done. Press Enter to leave...");
    getchar();
    return 0;
}
