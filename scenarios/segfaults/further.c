// Writes on and on behind a block of ten bytes.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char *p = malloc(10);
    puts("The block is there. Press Enter to write on and on behind it...");
    getchar();
    for (int i = 10;; i++) {
        p[i] = 'B';  // byte after byte
    }
}
