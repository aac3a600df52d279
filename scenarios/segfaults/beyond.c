// Maps two pages of a file that has a single byte, and reads both.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
    int file = open("/tmp/one-byte", O_RDWR | O_CREAT, 0600);
    write(file, "A", 1);
    char *p = mmap(NULL, 2 * 4096, PROT_READ, MAP_PRIVATE, file, 0);
    printf("The first byte is %d, the last one of its page is %d. Press Enter for the next page...\n", p[0], p[4095]);
    getchar();
    int next = p[4096];
    printf("The first byte of the next page is %d.\n", next);
    return 0;
}
