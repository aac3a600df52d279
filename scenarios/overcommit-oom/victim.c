// A child has a large block and does nothing. The parent has little, and asks for a little more.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { page_size = 4096, child_pages = 10240, parent_pages = 6144 };

static void use(int pages) {
    char *p = malloc((size_t)pages * page_size);
    for (int i = 0; i < pages; i++) {
        p[(size_t)i * page_size] = 'A';
    }
}

int main(void) {
    int ready[2];
    char done;
    pipe(ready);
    pid_t child = fork();
    if (child == 0) {
        use(child_pages);
        write(ready[1], "", 1);
        for (;;) {
            pause();
        }
    }
    read(ready[0], &done, 1);
    puts("Parent: the child has its block and sleeps. Press Enter to use a smaller one...");
    getchar();
    use(parent_pages);
    puts("Parent: all of my pages are written. Press Enter to look after the child...");
    getchar();
    kill(child, SIGTERM);
    int status;
    wait(&status);
    printf("Parent: the child was ended by signal %d.\n", WTERMSIG(status));
    return 0;
}
