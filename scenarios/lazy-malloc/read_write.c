// Reads every page of a fresh mapping, then writes every page of it.
#include <stdio.h>
#include <sys/mman.h>

#define PAGES 4096

enum { page_size = 4096, pages = PAGES };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int sum = 0;
    puts("Mapped. Press Enter to read one byte of every page...");
    getchar();
    for (int i = 0; i < pages; i++) {
        sum += p[i * page_size];
    }
    printf("The sum is %d. Press Enter to write one byte of every page...\n", sum);
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("Written. Press Enter to leave...");
    getchar();
    return 0;
}
