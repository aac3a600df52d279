// Makes 4096 stores, each into another page.
#include <stdio.h>
#include <sys/mman.h>

enum { stores = 4096 };

int main(void) {
    int stride = 4096;
    char *p = mmap(NULL, stores * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < stores; i++) {
        p[i * stride] = 'A';
    }
    printf("%d stores are done.\n", stores);
    return 0;
}
