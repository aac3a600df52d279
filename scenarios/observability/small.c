// Sixteen MiB in small blocks, written; then all of them freed but the last one; then half as many again.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { blocks = 16384, size = 1000 };

static char *block[blocks];

static void take(int count) {
    for (int i = 0; i < count; i++) {
        block[i] = malloc(size);
        memset(block[i], 'A', size);
    }
}

int main(void) {
    take(blocks);
    puts("All blocks are written. Press Enter to free all but the last...");
    getchar();
    for (int i = 0; i < blocks - 1; i++) {
        free(block[i]);
    }
    puts("Freed. Press Enter to take and write half as many again...");
    getchar();
    take(blocks / 2);
    puts("Written. Press Enter to leave...");
    getchar();
    return 0;
}
