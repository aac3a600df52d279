// Works through 128 MiB, page by page: each page is written once, and never looked at again.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 32768 };

int main(void) {
    char *p = mmap(NULL, (size_t)pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[(size_t)i * page_size] = 'A';
    }
    puts("Done.");
    return 0;
}
