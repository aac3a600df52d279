// Writes a small block, fills memory with a large one, and comes back for the small one.
#include <stdio.h>
#include <sys/mman.h>

#define SMALL 1024

enum { page_size = 4096, small_pages = SMALL, large_pages = 8192 };

static void wait_for_enter(const char *what) {
    puts(what);
    getchar();
}

static char *map_pages(int pages) {
    return mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(void) {
    char *small = map_pages(small_pages);
    for (int i = 0; i < small_pages; i++) {
        small[i * page_size] = 'A';
    }
    wait_for_enter("The small block is written. Press Enter to write the large one...");
    char *large = map_pages(large_pages);
    for (int i = 0; i < large_pages; i++) {
        large[i * page_size] = 'B';
    }
    wait_for_enter("The large block is written. Press Enter to read the small one...");
    int sum = 0;
    for (int i = 0; i < small_pages; i++) {
        sum += small[i * page_size];
    }
    printf("The sum is %d. ", sum);
    wait_for_enter("Press Enter to write the small block again...");
    for (int i = 0; i < small_pages; i++) {
        small[i * page_size] = 'C';
    }
    wait_for_enter("Written. Press Enter to leave...");
    return 0;
}
