// Three pages, of which the second is made a guard page.
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *p = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(p + 4096, 4096, MADV_GUARD_INSTALL);
    p[0] = 'A';
    puts("The first byte is written. Press Enter to write upwards...");
    getchar();
    for (int i = 1; i < 8192; i++) {
        p[i] = 'A';  // upwards
    }
    puts("All of it is written.");
    return 0;
}
