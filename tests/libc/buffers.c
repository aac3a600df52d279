/* When output reaches the kernel: pieces written by printf and by write() arrive in the order that buffering decides. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *text)
{
    if (write(1, text, strlen(text)) < 0)
        _exit(1);
}

int main(void)
{
    static char own[100];
    int i;
    printf("buffered, ");
    say("written past it\n");
    fflush(stdout);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("a line\nand a half, ");
    say("after the line\n");
    printf("the other half\n");
    setvbuf(stdout, own, _IOFBF, sizeof own);
    for (i = 0; i < 40; i++) {
        printf("number %d;", i);
        if (i % 10 == 9)
            say("<>");
    }
    fflush(stdout);
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("at once");
    putchar('!');
    say("\n");
    fflush(stdout);
    if (fork() == 0)
        exit(0);
    wait(NULL);
    setvbuf(stdout, malloc(5000), _IOFBF, 5000);
    printf("twice, because the child's copy of the buffer is flushed too\n");
    if (fork() == 0)
        exit(0);
    wait(NULL);
    for (i = 0; i < 3000; i++)
        printf("%d ", i);
    return 0;
}
