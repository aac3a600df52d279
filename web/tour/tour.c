#include <stdio.h>
#include <sys/mman.h>

#define PAGES 64
#define PAGE_SIZE 4096

int main(void) {
    char *p = mmap(0, PAGES * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    // asked
    for (int i = 0; i < PAGES; i++) {
        p[i * PAGE_SIZE] = 'A';
    }
    printf("Written.\n");
    return 0;
}
