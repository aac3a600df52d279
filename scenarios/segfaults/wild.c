// A pointer that was overwritten with text.
#include <stdio.h>
#include <string.h>

int main(void) {
    char *p;
    memset(&p, 'A', sizeof p);
    printf("The pointer is %p. Press Enter to write through it...\n", (void *)p);
    getchar();
    *p = 1;  // the write
    puts("Written.");
    return 0;
}
