// Writes every page of a block eight times. The block is larger than the memory that the program may use.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, pages = 1536, times = 8 };

int main(void) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int writes = 0, finished = 0;
    for (int time = 0; time < times; time++) {
        for (int i = 0; i < pages; i++) {
            writes++;
            if (++p[i * page_size] == times) {
                finished++;
            }
        }
    }
    printf("%d writes, %d pages are finished.\n", writes, finished);
    return 0;
}
