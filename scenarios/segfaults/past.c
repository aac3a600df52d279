// Asks for ten bytes, writes ten, and then ten more behind them.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char *p = malloc(10);
    for (int i = 0; i < 10; i++) {
        p[i] = 'A';
    }
    puts("Ten bytes are written. Press Enter to write the next ten...");
    getchar();
    for (int i = 10; i < 20; i++) {
        p[i] = 'B';
    }
    puts("Twenty bytes are written. Press Enter to leave...");
    getchar();
    return 0;
}
