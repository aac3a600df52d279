/* Clocks go forwards, sleeping takes time, and a sleep that cannot be is refused. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* The order in which arguments are evaluated is the compiler's choice: the call comes first here. */
#define FAILS(call)                      \
    do {                                 \
        long result = (long)(call);      \
        printf("%ld %d\n", result, errno); \
    } while (0)

static long nanoseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

int main(void)
{
    struct timespec bad = {0, 2000000000}, left, one = {0, 1000000};
    struct timeval wall;
    long before = nanoseconds(CLOCK_MONOTONIC);
    time_t now = time(NULL), same;
    printf("%d\n", usleep(2000));
    printf("slept %d\n", nanoseconds(CLOCK_MONOTONIC) - before >= 2000000);
    FAILS(nanosleep(&bad, &left));
    printf("%d %u\n", nanosleep(&one, &left), sleep(0));
    gettimeofday(&wall, NULL);
    printf("%d %d\n", wall.tv_sec - now <= 2, wall.tv_usec < 1000000);
    printf("%d\n", time(&same) == same);
    printf("%d %d\n", clock() >= 0, nanoseconds(CLOCK_PROCESS_CPUTIME_ID) > 0);
    FAILS(clock_gettime(1234, &left));
    printf("%d\n", sched_yield());
    return 0;
}
