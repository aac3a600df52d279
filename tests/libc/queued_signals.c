/* Signals with a value, signals that wait, and waiting for signals without a handler. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int handled;

static void handler(int signal, siginfo_t *info, void *context)
{
    (void)context;
    handled++;
    printf("handler %d code %d value %d mine %d\n", signal, info->si_code, info->si_value.sival_int,
           info->si_pid == getpid());
}

static void plain(int signal)
{
    (void)signal;
    handled++;
}

static void queue(int signal, int value)
{
    union sigval with;
    with.sival_int = value;
    printf("queue %d\n", sigqueue(getpid(), signal, with));
}

int main(void)
{
    struct sigaction action;
    struct timespec moment = {0, 2000000}, none = {0, 0};
    struct itimerval timer = {{0, 0}, {0, 1000}};
    sigset_t set, pending;
    siginfo_t info;
    int i, got, status;
    pid_t child;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGRTMIN + 1, &action, NULL);
    queue(SIGUSR1, 77);
    queue(SIGRTMIN + 1, 78);

    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGRTMIN + 1);
    sigaddset(&set, SIGRTMIN + 2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    queue(SIGRTMIN + 2, 1);
    for (i = 2; i < 5; i++)
        queue(SIGRTMIN + 1, i);
    queue(SIGUSR1, 8);
    queue(SIGUSR1, 9);
    sigpending(&pending);
    printf("pending %d %d %d\n", sigismember(&pending, SIGUSR1), sigismember(&pending, SIGRTMIN + 1),
           sigismember(&pending, SIGRTMIN + 3));
    while ((got = sigtimedwait(&set, &info, &none)) > 0)
        printf("got %d code %d value %d\n", got, info.si_code, info.si_value.sival_int);
    printf("none left: %d %s\n", got, strerror(errno));
    kill(getpid(), SIGUSR1);
    printf("%d", sigwaitinfo(&set, &info));
    printf(" code %d mine %d\n", info.si_code, info.si_pid == getpid());
    raise(SIGUSR1);
    printf("%d", sigwaitinfo(&set, &info));
    printf(" code %d\n", info.si_code);

    signal(SIGUSR2, plain);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGUSR2);
    sigdelset(&set, SIGUSR2);
    printf("another one is pending: %d", sigtimedwait(&set, NULL, &moment));
    printf(" %s\n", strerror(errno));

    signal(SIGALRM, plain);
    setitimer(ITIMER_REAL, &timer, NULL);
    handled = 0;
    printf("interrupted: %d", sigwaitinfo(&set, NULL));
    printf(" %s %d\n", strerror(errno), handled);

    signal(SIGVTALRM, plain);
    signal(SIGPROF, plain);
    timer.it_interval.tv_usec = 1000;
    for (i = ITIMER_VIRTUAL; i <= ITIMER_PROF; i++) {
        handled = 0;
        printf("%d", setitimer(i, &timer, NULL));
        while (handled < 3)
            ;
        getitimer(i, &timer);
        printf(" period %ld", (long)timer.it_interval.tv_usec);
        memset(&timer, 0, sizeof timer);
        setitimer(i, &timer, NULL);
        timer.it_interval.tv_usec = timer.it_value.tv_usec = 1000;
        printf(" rang\n");
    }

    fflush(stdout);
    child = fork();
    if (child == 0) {
        union sigval with = {123};
        sigqueue(getppid(), SIGRTMIN + 1, with);
        _exit(0);
    }
    printf("from a child: %d", sigwaitinfo(&set, &info));
    printf(" value %d child %d\n", info.si_value.sival_int, info.si_pid == child);
    wait(&status);
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    if ((child = fork()) == 0)
        _exit(7);
    printf("%d", sigwait(&set, &got));
    printf(" %d", got == SIGCHLD);
    waitpid(child, &status, 0);
    printf(" %d\n", WEXITSTATUS(status));
    printf("%d", sigqueue(getpid(), 99, (union sigval){0}));
    printf(" %s\n", strerror(errno));
    return 0;
}
