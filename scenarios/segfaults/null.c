// Writes through a pointer that points nowhere.
#include <stdio.h>

int main(void) {
    int *p = NULL;
    puts("Press Enter to write through a null pointer...");
    getchar();
    *p = 1;
    puts("Written.");
    return 0;
}
