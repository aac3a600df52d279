// Variables in three sections: with values from the file, of zeros, and on the stack.
#include <stdio.h>

enum { page_size = 4096, pages = 64 };

static char table[pages * page_size] = {1};  // .data: these bytes are in the file
static char zeros[pages * page_size];        // .bss: the file says only how many

int main(void) {
    int sum = 0;
    puts("main has begun. Press Enter to read every page of the table...");
    getchar();
    for (int i = 0; i < pages; i++) {
        sum += table[i * page_size];
    }
    puts("Press Enter to write every page of the table...");
    getchar();
    for (int i = 0; i < pages; i++) {
        table[i * page_size] = 'T';
    }
    puts("Press Enter to read every page of the zeros...");
    getchar();
    for (int i = 0; i < pages; i++) {
        sum += zeros[i * page_size];
    }
    printf("The sum is %d. Press Enter to leave...\n", sum);
    getchar();
    return 0;
}
