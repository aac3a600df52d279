/* The kernel's clocks. */
#include <sys/time.h>
#include <time.h>
#include "kernel.h"

int clock_gettime(clockid_t clock, struct timespec *to)
{
    return (int)__result(KERNEL2(clock_gettime, clock, to));
}

int clock_getres(clockid_t clock, struct timespec *to)
{
    return (int)__result(KERNEL2(clock_getres, clock, to));
}

int gettimeofday(struct timeval *to, void *zone)
{
    return (int)__result(KERNEL2(gettimeofday, to, zone));
}

time_t time(time_t *to)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

clock_t clock(void)
{
    struct timespec used;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) < 0)
        return -1;
    return used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / 1000;
}

int timespec_get(struct timespec *to, int base)
{
    if (base != TIME_UTC || clock_gettime(CLOCK_REALTIME, to) < 0)
        return 0;
    return base;
}
