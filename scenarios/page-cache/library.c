// Two processes use one file of "functions", as two programs use one shared library.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, pages = 512 };

static int call_all(const char *library) {
    int sum = 0;
    for (int i = 0; i < pages; i++) {
        sum += library[i * page_size];
    }
    return sum;
}

int main(void) {
    static char page[page_size];
    int file = open("/tmp/library", O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (int i = 0; i < pages; i++) {
        write(file, page, page_size);
    }
    fsync(file);
    char *library = mmap(NULL, pages * page_size, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0);
    int sum = call_all(library);
    if (fork() == 0) {
        puts("Child: press Enter to use every page of the library...");
        getchar();
        sum += call_all(library);
        puts("Child: used. Press Enter to leave...");
        getchar();
        _exit(sum);
    }
    wait(NULL);
    return sum;
}
