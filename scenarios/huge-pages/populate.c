// Maps 4 MiB and has the kernel bring in every page at once, with MAP_POPULATE; then writes every page.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 1024 };

int main(void) {
    puts("Press Enter to map and populate...");
    getchar();
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    puts("Populated. Press Enter to write every page...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("Written. Press Enter to leave...");
    getchar();
    return 0;
}
