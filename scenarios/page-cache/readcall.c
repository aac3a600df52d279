// Reads a file into a buffer that nobody has touched, with one system call.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page_size = 4096, pages = 256 };

int main(void) {
    static char page[page_size];
    int file = open("/tmp/input", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < pages; i++) {
        write(file, page, page_size);
    }
    lseek(file, 0, SEEK_SET);
    char *buffer = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    puts("Press Enter to read the file into the buffer...");
    getchar();
    long bytes = read(file, buffer, pages * page_size);
    printf("Read %ld bytes. Press Enter to leave...\n", bytes);
    getchar();
    return 0;
}
