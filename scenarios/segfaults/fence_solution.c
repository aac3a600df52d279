// Yours: an allocator whose blocks end at a fence.
#include <stdio.h>
#include <sys/mman.h>

static char *fenced(int bytes) {
    char *p = mmap(NULL, 2 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(p + 4096, 4096, PROT_NONE);
    return p + 4096 - bytes;
}

int main(void) {
    char *p = fenced(10);
    for (int i = 0; i < 10; i++) {
        p[i] = 'A';
    }
    puts("Ten bytes are written.");
    p[10] = 'B';
    puts("The eleventh byte is written.");
    return 0;
}
