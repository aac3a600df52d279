// Maps a file and reads every page of it. Arguments: warm or cold, and forward or scattered.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGES 1024

enum { page_size = 4096, pages = PAGES };

static int new_file(void) {
    static char page[page_size];
    int file = open("/tmp/data", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < pages; i++) {
        page[0] = 1;
        write(file, page, page_size);
    }
    fsync(file);
    return file;
}

int main(int argc, char **argv) {
    int cold = argc > 1 && strcmp(argv[1], "cold") == 0;
    int step = argc > 2 && strcmp(argv[2], "scattered") == 0 ? 611 : 1;
    int file = new_file();
    if (cold) {
        posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    }
    char *p = mmap(NULL, pages * page_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (step != 1) {
        madvise(p, pages * page_size, MADV_NORMAL);
    }
    puts("Mapped. Press Enter to read one byte of every page...");
    getchar();
    int sum = 0;
    for (int i = 0; i < pages; i++) {
        sum += p[i * step % pages * page_size];
    }
    printf("The sum is %d. Press Enter to leave...\n", sum);
    getchar();
    return 0;
}
