/* A stack that grows page by page, and what a handler on another stack sees when it may not grow further. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

static char other[65536];

static void too_deep(int number, siginfo_t *info, void *at)
{
    ucontext_t *context = at;
    printf("signal %d code %d error %d trap %d\n", number, info->si_code, (int)context->uc_mcontext.gregs[REG_ERR],
           (int)context->uc_mcontext.gregs[REG_TRAPNO]);
    exit(5);
}

static int deeper(int levels)
{
    volatile char frame[4096];
    frame[0] = (char)levels;
    return levels == 0 ? 0 : deeper(levels - 1) + frame[0];
}

int main(void)
{
    struct rusage start, end;
    struct sigaction action;
    stack_t stack = {other, 0, sizeof other};
    getrusage(RUSAGE_SELF, &start);
    getrusage(RUSAGE_SELF, &start);
    deeper(200);
    getrusage(RUSAGE_SELF, &end);
    printf("200 frames: %ld faults\n", end.ru_minflt - start.ru_minflt);
    memset(&action, 0, sizeof action);
    action.sa_sigaction = too_deep;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaltstack(&stack, 0);
    sigaction(SIGSEGV, &action, 0);
    return deeper(100000);
}
