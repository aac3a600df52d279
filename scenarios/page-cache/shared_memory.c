// Memory that belongs to nobody alone: a shared mapping without a file, first read and then written.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 1024 };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    puts("Mapped. Press Enter to read one byte of every page...");
    getchar();
    int sum = 0;
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
