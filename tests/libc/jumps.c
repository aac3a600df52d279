/* setjmp and longjmp: values that come back, locals that survive, masks that are restored or not. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static jmp_buf place;
static int depth;

static void dive(int n)
{
    depth = n;
    if (n == 20)
        longjmp(place, n);
    dive(n + 1);
}

static int mask_holds(int signal)
{
    sigset_t now;
    sigprocmask(SIG_SETMASK, NULL, &now);
    return sigismember(&now, signal);
}

static void block(int signal)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(SIG_BLOCK, &set, NULL);
}

int main(void)
{
    volatile int kept = 5, rounds = 0;
    sigjmp_buf with_mask;
    int value = setjmp(place);
    printf("came back with %d, kept %d\n", value, kept);
    if (value == 0) {
        kept = 6;
        dive(0);
    }
    printf("depth %d\n", depth);
    if (setjmp(place) == 0)
        longjmp(place, 0);
    else
        printf("zero became one\n");
    if (setjmp(place) < 3) {
        rounds++;
        longjmp(place, rounds);
    }
    printf("%d rounds\n", rounds);
    if (sigsetjmp(with_mask, 1) == 0) {
        block(SIGUSR1);
        siglongjmp(with_mask, 1);
    }
    printf("mask restored: %d\n", !mask_holds(SIGUSR1));
    if (sigsetjmp(with_mask, 0) == 0) {
        block(SIGUSR2);
        siglongjmp(with_mask, 1);
    }
    printf("mask left alone: %d\n", mask_holds(SIGUSR2));
    return 0;
}
