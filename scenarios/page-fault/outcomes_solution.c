// Yours: a program that meets every kind of page fault.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *p = mmap(NULL, 100 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 100; i++) {
        p[i * 4096] = 'A';
    }
    int file = open("/etc/passwd", O_RDONLY);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    char *f = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0);
    p[0] = f[0];
    munmap(p, 4096);
    p[0] = 'B';
    return 0;
}
