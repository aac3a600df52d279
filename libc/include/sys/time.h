/* Time in microseconds, and interval timers. */
#ifndef _SYS_TIME_H
#define _SYS_TIME_H

#include <sys/types.h>

#ifndef _STRUCT_TIMEVAL
#define _STRUCT_TIMEVAL
struct timeval {
    time_t tv_sec;
    suseconds_t tv_usec;
};
#endif

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

#endif
