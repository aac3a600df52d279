// Four stores into two fresh pages.
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *p = mmap(NULL, 2 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    puts("Two pages are mapped. Press Enter for four stores...");
    getchar();
    *p = 'A';       // the first store
    *p = 'B';       // the second store, to the same byte
    p[4095] = 'C';  // the last byte of the page
    p[4096] = 'D';  // the first byte of the next page
    printf("The bytes are %c %c %c. Press Enter to leave...\n", *p, p[4095], p[4096]);
    getchar();
    return 0;
}
