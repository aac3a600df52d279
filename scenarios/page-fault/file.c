// Maps a file that is not in memory and reads it; then drops its pages with MADV_DONTNEED and reads it again.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    int file = open("/etc/passwd", O_RDONLY);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    char *p = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0);
    puts("A file is mapped, and the page cache does not hold it. Press Enter to read two bytes...");
    getchar();
    int sum = p[0];  // the first read
    sum += p[1];
    puts("Press Enter to drop the page with MADV_DONTNEED and read it once more...");
    getchar();
    madvise(p, 4096, MADV_DONTNEED);
    sum += p[0];  // the read after the drop
    printf("The sum is %d. Press Enter to leave...\n", sum);
    getchar();
    return 0;
}
