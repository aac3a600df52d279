// Sixteen MiB in small blocks, written; then all of them freed but the last one.
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { blocks = 16384, size = 1000 };

static char *block[blocks];

int main(void) {
    for (int i = 0; i < blocks; i++) {
        block[i] = malloc(size);
        memset(block[i], 'A', size);
    }
    for (int i = 0; i < blocks - 1; i++) {
        free(block[i]);
    }
    printf("The last block still holds %c.\n", block[blocks - 1][0]);
    return 0;
}
