// Yours: a parent and its child write the same block. Who gets the copies?
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, pages = 512 };

static char *p;

static void write_all(char letter) {
    for (int i = 0; i < pages; i++) {
        p[i * page_size] = letter;
    }
}

int main(void) {
    p = mmap(NULL, pages * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    write_all('P');
    int go[2];
    char letter;
    pipe(go);
    if (fork() == 0) {
        read(go[0], &letter, 1);
        write_all('C');
        _exit(0);
    }
    write_all('Q');
    write(go[1], "", 1);
    wait(NULL);
    puts("Both have written.");
    return 0;
}
