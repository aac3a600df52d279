// Yours: make the kernel work without making it pay.
#include <stdio.h>
#include <sys/mman.h>

#define PAGES 4096

enum { page_size = 4096, pages = PAGES };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("Done.");
    return 0;
}
