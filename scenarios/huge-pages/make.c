// Yours: much memory, few faults, and a huge page that is split.
#include <stdio.h>
#include <sys/mman.h>

enum { size = 48 << 20 };

int main(void) {
    char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < size; i += 4096) {
        p[i] = 'A';
    }
    puts("Done.");
    return 0;
}
