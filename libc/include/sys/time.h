/* Time in microseconds, and interval timers. */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#include <sys/select.h>
#include <sys/types.h>

struct timezone {
    int tz_minuteswest, tz_dsttime;
};

struct itimerval {
    struct timeval it_interval, it_value;
};
#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

int gettimeofday(struct timeval *to, void *zone);
int getitimer(int which, struct itimerval *to);
int setitimer(int which, const struct itimerval *value, struct itimerval *old);

#define timerclear(tv) ((tv)->tv_sec = (tv)->tv_usec = 0)
#define timerisset(tv) ((tv)->tv_sec || (tv)->tv_usec)
#define timercmp(a, b, compares) \
    ((a)->tv_sec == (b)->tv_sec ? (a)->tv_usec compares (b)->tv_usec : (a)->tv_sec compares (b)->tv_sec)
#define timeradd(a, b, sum) __add_times(a, b, sum)
#define timersub(a, b, difference) __subtract_times(a, b, difference)
void __add_times(const struct timeval *a, const struct timeval *b, struct timeval *sum);
void __subtract_times(const struct timeval *a, const struct timeval *b, struct timeval *difference);

#endif
