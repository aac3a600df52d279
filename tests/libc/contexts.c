/* Stacks of one's own: getcontext, makecontext, swapcontext, and what follows a function that returns. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { STACK = 65536 };

static ucontext_t main_context, workers[3];
static int current;

static void yield_(void)
{
    int from = current;
    current = (current + 1) % 3;
    swapcontext(&workers[from], &workers[current]);
}

static void worker(int number, int rounds)
{
    double sum = number;
    int i, here;
    for (i = 0; i < rounds; i++) {
        sum += i * 0.5;
        printf("worker %d round %d sum %g\n", number, i, sum);
        yield_();
    }
    printf("worker %d on its stack %d\n", number,
           (char *)&here >= (char *)workers[number].uc_stack.ss_sp && (char *)&here < (char *)workers[number].uc_stack.ss_sp + STACK);
}

static void many(long a, long b, long c, long d, long e, long f, long g, long h)
{
    printf("%ld %ld %ld %ld %ld %ld %ld %ld\n", a, b, c, d, e, f, g, h);
}

int main(void)
{
    volatile int times = 0;
    sigset_t set;
    int i;
    for (i = 0; i < 3; i++) {
        getcontext(&workers[i]);
        workers[i].uc_stack.ss_sp = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        workers[i].uc_stack.ss_size = STACK;
        workers[i].uc_link = i == 2 ? &main_context : &workers[i + 1];
        makecontext(&workers[i], (void (*)(void))worker, 2, i, 3);
    }
    swapcontext(&main_context, &workers[0]);
    printf("all done\n");

    getcontext(&workers[0]);
    workers[0].uc_stack.ss_sp = malloc(STACK);
    workers[0].uc_stack.ss_size = STACK;
    workers[0].uc_link = &main_context;
    makecontext(&workers[0], (void (*)(void))many, 8, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    swapcontext(&main_context, &workers[0]);

    sigemptyset(&set);
    getcontext(&main_context);
    sigprocmask(SIG_BLOCK, NULL, &set);
    printf("again %d blocked %d\n", times, sigismember(&set, SIGUSR1));
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_SETMASK, &set, NULL);
    if (times++ < 2)
        setcontext(&main_context);
    return 0;
}
