/* fork, vfork, exec, wait, pipes: memory that is copied, memory that is shared, and how a child ended. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The order in which arguments are evaluated is the compiler's choice: the call comes first here. */
#define FAILS(call)                      \
    do {                                 \
        long result = (long)(call);      \
        printf("%ld %d\n", result, errno); \
    } while (0)

static int global = 1;

static void ended(const char *who, int status)
{
    if (WIFEXITED(status))
        printf("%s exited with %d\n", who, WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
        printf("%s was killed by %d\n", who, WTERMSIG(status));
}

static void goodbye(void)
{
    printf("goodbye\n");
}

static void second(void)
{
    printf("registered later, called first\n");
}

int main(int argc, char **argv)
{
    int status, ends[2], i;
    char buffer[200];
    ssize_t count;
    struct rusage usage;
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (argc > 1) {
        printf("executed with %s, %s, %d, FRUIT=%s\n", argv[1], argv[2], argc, getenv("FRUIT"));
        return 9;
    }
    printf("written once\n");
    fflush(stdout);
    if (fork() == 0) {
        global = 2;
        shared[0] = 42;
        exit(global + 5);
    }
    wait(&status);
    ended("child", status);
    printf("global %d shared %d\n", global, shared[0]);
    fflush(stdout);
    if (vfork() == 0)
        _exit(3);
    wait(&status);
    ended("vforked child", status);
    fflush(stdout);
    if (fork() == 0) {
        raise(SIGKILL);
        _exit(0);
    }
    wait(&status);
    ended("suicide", status);

    if (pipe(ends) < 0)
        return 1;
    fflush(stdout);
    for (i = 0; i < 3; i++)
        if (fork() == 0) {
            dup2(ends[1], 1);
            close(ends[0]);
            printf("line %d through a pipe\n", i);
            exit(0);
        } else
            wait(NULL);
    close(ends[1]);
    while ((count = read(ends[0], buffer, sizeof buffer)) > 0)
        fwrite(buffer, 1, count, stdout);
    close(ends[0]);
    if (pipe(ends) < 0)
        return 1;
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    FAILS((int)write(ends[1], "x", 1));
    close(ends[1]);

    setenv("FRUIT", "apple", 1);
    fflush(stdout);
    if (fork() == 0) {
        char *arguments[] = {argv[0], "one", "two", NULL};
        execv("/proc/self/exe", arguments);
        _exit(1);
    }
    wait4(-1, &status, 0, &usage);
    ended("executed child", status);
    printf("faults were counted: %d\n", usage.ru_minflt > 0);
    if (fork() == 0) {
        execlp("no-such-program-anywhere", "x", (char *)NULL);
        _exit(errno);
    }
    wait(&status);
    ended("not found", status);
    printf("%d\n", (int)wait4(getpid(), &status, 0, NULL));
    atexit(goodbye);
    atexit(second);
    return 4;
}
