// Reserves 1 TiB of addresses, and uses the first page.
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *p = mmap(NULL, 1ull << 40, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (p == MAP_FAILED) {
        puts("Refused.");
        return 1;
    }
    p[0] = 'A';
    puts("Reserved, and used.");
    return 0;
}
