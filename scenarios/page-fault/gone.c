// Gives a page back and then writes to it.
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *p = mmap(NULL, 2 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    p[0] = 'A';
    p[4096] = 'B';
    munmap(p + 4096, 4096);
    puts("Two pages were written, and the second one was given back. Press Enter to write both...");
    getchar();
    p[0] = 'C';
    p[4096] = 'D';  // the page that was given back
    puts("Both are written.");
    return 0;
}
