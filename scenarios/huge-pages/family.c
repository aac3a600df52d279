// A huge page, forked. The child writes one byte, gives one small page back, and leaves; then the parent writes.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { huge = 2 << 20 };

static void wait_for_enter(const char *what) {
    puts(what);
    getchar();
}

int main(void) {
    char *p = mmap(NULL, 2 * huge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(p, 2 * huge, MADV_HUGEPAGE);
    wait_for_enter("Press Enter to read a byte of the first huge page...");
    char first = p[0];  // the read
    wait_for_enter("Press Enter to write a byte of both...");
    p[0] = 'P';  // the write after the read
    p[huge] = first;
    wait_for_enter("Press Enter to fork...");
    if (fork() == 0) {
        wait_for_enter("Child: press Enter to write one byte...");
        p[1] = 'C';  // the child's write
        wait_for_enter("Child: press Enter to leave...");
        _exit(0);
    }
    wait(NULL);
    wait_for_enter("Parent: alone. Press Enter to write one byte...");
    p[2] = 'Q';  // the parent's write
    wait_for_enter("Parent: press Enter to give one small page of the second huge page back...");
    madvise(p + huge, 4096, MADV_DONTNEED);
    wait_for_enter("Parent: press Enter to leave...");
    return 0;
}
