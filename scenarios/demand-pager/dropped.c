// Maps a small file, reads it, drops the mapping's pages with madvise, and reads it again.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
    int file = open("/etc/hostname", O_RDONLY);
    char *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    int first = p[0];
    madvise(p, 4096, MADV_DONTNEED);
    puts("Read, and dropped. Press Enter to read it again...");
    getchar();
    int again = p[0];
    printf("%s. Press Enter to leave...\n", first == again ? "The same byte" : "Another byte");
    getchar();
    return 0;
}
