// Gets a block of 1 TiB, and writes one byte of each of its pages, as far as it comes.
#include <stdio.h>
#include <stdlib.h>

enum { page_size = 4096 };

int main(void) {
    size_t size = 1ull << 40;
    char *p = malloc(size);
    printf("malloc returned %p. Press Enter to write every page...\n", (void *)p);
    getchar();
    for (size_t i = 0; i < size; i += page_size) {
        p[i] = 'A';
    }
    puts("Every page is written.");
    free(p);
    return 0;
}
