// A file of eight pages, read in a given order, with four frames for them. Everything else that the program needs is locked in
// memory, and so are as many pages more as it takes until only four of the file's fit.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page_size = 4096, pages = 8, frames = 4 };

static char *map_pages(const char *name) {
    static char page[page_size];
    int file = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < pages; i++) {
        write(file, page, page_size);
        fsync(file);
        posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    }
    return mmap(NULL, pages * page_size, PROT_READ, MAP_PRIVATE, file, 0);
}

// How many of the file's pages are in memory when all of them have just been read.
static int pages_that_fit(char *p) {
    unsigned char in_memory[pages];
    int count = 0;
    for (int i = 0; i < pages; i++) {
        count += p[i * page_size];
    }
    mincore(p, pages * page_size, in_memory);
    for (int i = 0; i < pages; i++) {
        count += in_memory[i] & 1;
    }
    return count;
}

static void leave_four_frames(char *p) {
    while (pages_that_fit(p) > frames) {
        mmap(NULL, page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0);
    }
    munmap(p, pages * page_size);
}

int main(int argc, char **argv) {
    const char *order = argc > 1 ? argv[1] : "12341513";
    puts("Press Enter to read the pages in order...");
    mlockall(MCL_CURRENT);
    leave_four_frames(map_pages("/tmp/measure"));
    char *p = map_pages("/tmp/pages");
    getchar();
    int sum = 0;
    for (const char *page = order; *page != 0; page++) {
        sum += p[(*page - '1') * page_size];
    }
    puts("Read. Press Enter to leave...");
    getchar();
    return sum;
}
