// Maps 4 MiB and has the kernel bring in every page at once, with MAP_POPULATE; then writes every page. Then forks, and after
// the child's end populates a few pages that it has just read.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, pages = 1024, few = 32 };

int main(void) {
    puts("Press Enter to map and populate...");
    getchar();
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    puts("Populated. Press Enter to write every page...");
    getchar();
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    puts("Written. Press Enter for a fork, and a few pages once more...");
    getchar();
    if (fork() == 0) {
        _exit(0);
    }
    wait(NULL);
    int sum = 0;
    for (int i = 0; i < few; i++) {
        sum += p[i * page_size];
    }
    madvise(p, few * page_size, MADV_POPULATE_WRITE);
    for (int i = 0; i < few; i++) {
        p[i * page_size] = 'B';  // after the populating
    }
    puts("Written. Press Enter to leave...");
    getchar();
    return sum == 0;
}
