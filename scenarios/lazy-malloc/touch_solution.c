// Writes one byte of every page, and says so.
#include <stdio.h>
#include <sys/mman.h>

#define PAGES 4096

enum { page_size = 4096, pages = PAGES };

int main(void) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, flags, -1, 0);
    madvise(p, pages * page_size, MADV_HUGEPAGE);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("Written.");
    return 0;
}
