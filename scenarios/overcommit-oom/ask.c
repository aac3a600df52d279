// Asks for far more memory than there is: once in one piece, then in many.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    puts("Press Enter to ask for one block of 1 TiB...");
    getchar();
    char *p = malloc(1ull << 40);
    if (p == NULL) {
        printf("malloc returned NULL: %s.\n", strerror(errno));
    } else {
        printf("malloc returned %p.\n", (void *)p);
    }
    puts("Press Enter to ask for 64 blocks of 4 GiB...");
    getchar();
    int pieces = 0;
    while (pieces < 64 && malloc(4ull << 30) != NULL) {
        pieces++;
    }
    printf("Got %d of them. Press Enter to leave...\n", pieces);
    getchar();
    return 0;
}
