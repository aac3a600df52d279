// Frees many small blocks, and one large one.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { blocks = 16384, small = 1000, large = 16 << 20 };

static void *new_block(size_t size) {
    char *block = malloc(size);
    memset(block, 'A', size);
    return block;
}

int main(void) {
    static char *block[blocks];
    for (int i = 0; i < blocks; i++) {
        block[i] = new_block(small);
    }
    void *last = new_block(small);
    void *big = new_block(large);
    puts("Press Enter to free all of the small blocks but the last...");
    getchar();
    for (int i = 0; i < blocks; i++) {
        free(block[i]);
    }
    puts("Press Enter to free the large block...");
    getchar();
    free(big);
    puts("Press Enter to leave...");
    getchar();
    free(last);
    return 0;
}
