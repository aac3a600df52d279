// Yours: an allocator whose blocks end at a fence.
#include <stdio.h>
#include <sys/mman.h>

static char *fenced(int bytes) {
    return mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
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
