// Writes a page, takes away the right to write it, and writes it again.
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    p[0] = 'A';
    mprotect(p, 4096, PROT_READ | PROT_WRITE);
    printf("The page holds %c. Press Enter to write it again...\n", p[0]);
    getchar();
    p[0] = 'B';
    printf("The page holds %c.\n", p[0]);
    return 0;
}
