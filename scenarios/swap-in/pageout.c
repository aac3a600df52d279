// Asks the kernel to push a block out of memory, and reads it straight afterwards.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 256 };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    madvise(p, pages * page_size, MADV_PAGEOUT);
    puts("Pushed out. Press Enter to read every page...");
    getchar();
    int sum = 0;
    for (int i = 0; i < pages; i++) {
        sum += p[i * page_size];
    }
    printf("The sum is %d. Press Enter to leave...\n", sum);
    getchar();
    return 0;
}
