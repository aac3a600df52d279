/* Signals: handlers with information, faults that are caught and left, another stack, masks, and what is inherited. */
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

/* The order in which arguments are evaluated is the compiler's choice: the call comes first here. */
#define FAILS(call)                      \
    do {                                 \
        long result = (long)(call);      \
        printf("%ld %d\n", result, errno); \
    } while (0)

static sigjmp_buf back;
static volatile sig_atomic_t count;
static char *area;
static siginfo_t seen;

static void counts(int signal)
{
    count += signal;
}

static void leaves(int signal, siginfo_t *info, void *context)
{
    seen = *info;
    count = (int)(((ucontext_t *)context)->uc_mcontext.gregs[REG_ERR] & 7);
    siglongjmp(back, signal);
}

static void repairs(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    count++;
    mprotect((char *)((long)info->si_addr & -4096L), 4096, PROT_READ | PROT_WRITE);
}

static void listen_to(int signal, void (*action)(int, siginfo_t *, void *), int flags)
{
    struct sigaction act;
    memset(&act, 0, sizeof act);
    act.sa_sigaction = action;
    act.sa_flags = SA_SIGINFO | flags;
    sigaction(signal, &act, NULL);
}

static void try(const char *what, char *address, int write_it)
{
    int signal = sigsetjmp(back, 1);
    if (signal == 0) {
        if (write_it)
            *(volatile char *)address = 1;
        else
            count = *(volatile char *)address;
        printf("%s: fine\n", what);
        return;
    }
    printf("%s: signal %d code %d at %ld error %d\n", what, signal, seen.si_code, (long)((char *)seen.si_addr - area), count);
}

static void overflow(int depth)
{
    volatile char frame[4096];
    frame[0] = (char)depth;
    overflow(depth + 1 + frame[0] - (char)depth);
    frame[1] = frame[0];
}

int main(void)
{
    sigset_t set, old;
    stack_t other;
    int fd;
    struct sigaction act;
    struct itimerval timer = {{0, 0}, {0, 1000}};
    signal(SIGUSR1, counts);
    raise(SIGUSR1);
    printf("handled %d\n", count);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    raise(SIGUSR1);
    printf("blocked %d\n", count);
    sigpending(&set);
    printf("pending %d %d\n", sigismember(&set, SIGUSR1), sigismember(&set, SIGUSR2));
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("delivered %d\n", count);
    FAILS(signal(SIGKILL, counts) == SIG_ERR);

    area = mmap(NULL, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(area + 4096, 4096, PROT_READ);
    mprotect(area + 8192, 4096, PROT_NONE);
    munmap(area + 12288, 4096);
    listen_to(SIGSEGV, leaves, 0);
    listen_to(SIGBUS, leaves, 0);
    try("own page", area, 1);
    try("read-only page, read", area + 4096 + 5, 0);
    try("read-only page, write", area + 4096 + 5, 1);
    try("no access", area + 8192, 0);
    try("unmapped", area + 12288 + 100, 1);
    fd = memfd_create("short", 0);
    if (ftruncate(fd, 100) < 0)
        return 1;
    munmap(area, 12288);
    area = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    try("inside the file's last page", area + 200, 1);
    try("behind the file's end", area + 4096, 1);
    if (sigsetjmp(back, 1) == 0) {
        volatile int zero = 0;
        listen_to(SIGFPE, leaves, 0);
        zero = 7 / zero;
    } else
        printf("division: code %d\n", seen.si_code);

    munmap(area, 8192);
    area = mmap(NULL, 40960, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    listen_to(SIGSEGV, repairs, 0);
    count = 0;
    memset(area, 1, 40960);
    printf("repaired %d pages\n", count);

    other.ss_sp = malloc(SIGSTKSZ);
    other.ss_size = SIGSTKSZ;
    other.ss_flags = 0;
    sigaltstack(&other, NULL);
    listen_to(SIGSEGV, leaves, SA_ONSTACK);
    if (sigsetjmp(back, 1) == 0)
        overflow(0);
    else
        printf("stack overflow survived\n");

    if (fork() == 0) {
        signal(SIGSEGV, SIG_DFL);
        *(volatile int *)8 = 1;
        _exit(0);
    }
    wait(&fd);
    printf("child: signaled %d by %d\n", WIFSIGNALED(fd), WTERMSIG(fd));
    if (fork() == 0)
        abort();
    wait(&fd);
    printf("child: signaled %d by %d\n", WIFSIGNALED(fd), WTERMSIG(fd));

    count = 0;
    signal(SIGALRM, counts);
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_BLOCK, &set, &old);
    setitimer(ITIMER_REAL, &timer, NULL);
    sigsuspend(&old);
    printf("alarm %d, suspended: %d\n", count, errno == EINTR);
    memset(&act, 0, sizeof act);
    act.sa_handler = counts;
    act.sa_flags = SA_RESETHAND;
    sigaction(SIGUSR2, &act, NULL);
    raise(SIGUSR2);
    sigaction(SIGUSR2, NULL, &act);
    printf("reset to default: %d\n", act.sa_handler == SIG_DFL);
    return 0;
}
