// Writes one byte in every 2 MiB of two equal blocks: one in small pages, one in huge pages.
#include <stdio.h>
#include <sys/mman.h>

enum { step = 2 << 20, stores = 16 };

int main(void) {
    char *p = mmap(NULL, stores * step, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *q = mmap(NULL, stores * step, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(p, stores * step, MADV_NOHUGEPAGE);
    madvise(q, stores * step, MADV_HUGEPAGE);
    puts("Mapped. Press Enter for sixteen stores into each block, far apart...");
    getchar();
    for (int i = 0; i < stores; i++) {
        p[i * step] = 'A';  // small pages
    }
    puts("The small pages are written. Press Enter for the huge ones...");
    getchar();
    for (int i = 0; i < stores; i++) {
        q[i * step] = 'A';  // huge pages
    }
    puts("Stored. Press Enter to leave...");
    getchar();
    return 0;
}
