// Hands fresh memory to the kernel: to be filled by read, to be written out by write, and once a bad address.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { bytes = 4 << 20 };

int main(void) {
    char *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *q = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int zero = open("/dev/zero", O_RDONLY), null = open("/dev/null", O_WRONLY);
    puts("Press Enter to read 4 MiB into fresh memory...");
    getchar();
    long got = read(zero, p, bytes);
    printf("%ld bytes were read. Press Enter to write as many from fresh memory to /dev/null...\n", got);
    getchar();
    long put = write(null, q, bytes);
    printf("%ld bytes were written. Press Enter to read into a bad address...\n", put);
    getchar();
    long bad = read(zero, (char *)16, 1);
    printf("read returned %ld: %s. Press Enter to leave...\n", bad, strerror(errno));
    getchar();
    return 0;
}
