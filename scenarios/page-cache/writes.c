// Maps one file twice, privately and shared, and writes through both mappings. The file's second half is only on the disk.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page_size = 4096, pages = 64 };

int main(void) {
    static char page[page_size];
    int file = open("/tmp/letters", O_RDWR | O_CREAT | O_TRUNC, 0600);
    memset(page, '-', page_size);
    for (int i = 0; i < pages; i++) {
        write(file, page, page_size);
    }
    fsync(file);
    posix_fadvise(file, 32 * page_size, 0, POSIX_FADV_DONTNEED);
    char *mine = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    char *ours = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    puts("Mapped twice. Press Enter to write through both mappings...");
    getchar();
    mine[0] = 'P';
    ours[8 * page_size] = 'S';
    mine[32 * page_size] = 'p';
    ours[48 * page_size] = 's';
    puts("Written. Press Enter to see what the file holds...");
    getchar();
    char first, later;
    pread(file, &first, 1, 0);
    pread(file, &later, 1, 8 * page_size);
    printf("In the file: %c and %c. Press Enter to read a page, and then to write it...\n", first, later);
    getchar();
    int letter = ours[20 * page_size];
    ours[20 * page_size] = 'R';
    printf("The page held %c. Press Enter to leave...\n", letter);
    getchar();
    return 0;
}
