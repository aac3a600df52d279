// Two blocks, one of them locked; then more writes than there is memory; then both blocks again.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, block = 256, many = 4096 };

static char *fresh(int pages) {
    return mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void write_all(char *p, int pages) {
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
}

int main(void) {
    char *ordinary = fresh(block);
    char *locked = fresh(block);
    mlock(locked, block * page_size);
    mlock(ordinary, block * page_size);
    write_all(ordinary, block);
    write_all(fresh(many), many);
    puts("Memory has been full. Press Enter to write the locked block...");
    getchar();
    write_all(locked, block);
    puts("Press Enter to write the ordinary one...");
    getchar();
    write_all(ordinary, block);
    puts("Both blocks are written. Press Enter to leave...");
    getchar();
    return 0;
}
