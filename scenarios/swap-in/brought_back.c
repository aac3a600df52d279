// A block is swapped out, and then the process forks. The child reads the block first, the parent afterwards.
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, small_pages = 512, large_pages = 8192 };

static char *new_block(int pages) {
    char *p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = 'A';
    }
    return p;
}

static int read_all(const char *p) {
    int sum = 0;
    for (int i = 0; i < small_pages; i++) {
        sum += p[i * page_size];
    }
    return sum;
}

static void wait_for_enter(const char *what) {
    puts(what);
    getchar();
}

int main(void) {
    int done[2];
    char signal_of_child;
    char *small = new_block(small_pages);
    munmap(new_block(large_pages), large_pages * page_size);
    pipe(done);
    pid_t child = fork();
    if (child == 0) {
        wait_for_enter("Child: press Enter to read the small block...");
        write(done[1], "", read_all(small) != 0);
        for (;;) {
            pause();
        }
    }
    read(done[0], &signal_of_child, 1);
    wait_for_enter("Parent: the child has read it. Press Enter to read it, too...");
    int sum = read_all(small);
    printf("Parent: the sum is %d. ", sum);
    wait_for_enter("Press Enter to leave...");
    kill(child, SIGTERM);
    wait(NULL);
    return 0;
}
