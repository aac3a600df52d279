// Uses a few pages all the time, and many others once in a while.
#include <stdio.h>
#include <sys/mman.h>

enum { page_size = 4096, hot = 256, cold = 2048, rounds = 8 };

static void work(char *p) {
    for (int i = 0; i < cold; i++) {
        p[(hot + i) * page_size]++;
        p[i % hot * page_size]++;
    }
}

int main(void) {
    char *p = mmap(NULL, (hot + cold) * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    work(p);
    puts("Settled. Press Enter to go on...");
    getchar();
    for (int i = 0; i < rounds; i++) {
        work(p);
    }
    puts("Done. Press Enter to leave...");
    getchar();
    return 0;
}
