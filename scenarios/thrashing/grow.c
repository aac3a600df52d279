// Works through blocks of growing size, again and again, and waits before and after one pass through each.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, sizes = 8, passes = 4 };

static const int pages_of[sizes] = {256, 512, 768, 896, 1024, 1152, 1280, 1536};

static void pass_through(char *p, int pages) {
    for (int i = 0; i < pages; i++) {
        p[i * page_size]++;
    }
}

static void wait_for_enter(int pages, const char *what) {
    printf("%d pages: press Enter %s...\n", pages, what);
    getchar();
}

int main(void) {
    for (int size = 0; size < sizes; size++) {
        int pages = pages_of[size];
        char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        for (int i = 0; i < passes; i++) {
            pass_through(p, pages);
        }
        wait_for_enter(pages, "for one more pass");
        pass_through(p, pages);
        wait_for_enter(pages, "to go on");
        munmap(p, pages * page_size);
    }
    return 0;
}
