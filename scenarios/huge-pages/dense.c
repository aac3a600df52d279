// Writes every page of two equal blocks, and then again: one in small pages, one in huge pages.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 4096 };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *q = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(p, pages * page_size, MADV_NOHUGEPAGE);
    madvise(q, pages * page_size, MADV_HUGEPAGE);
    puts("Mapped. Press Enter for the first pass over both blocks...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';  // small pages, first pass
    }
    for (int i = 0; i < pages; i++) {
        q[i * page_size] = 'A';  // huge pages, first pass
    }
    puts("Press Enter for a second pass over both...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'B';  // small pages, second pass
    }
    for (int i = 0; i < pages; i++) {
        q[i * page_size] = 'B';  // huge pages, second pass
    }
    puts("Done. Press Enter to leave...");
    getchar();
    return 0;
}
