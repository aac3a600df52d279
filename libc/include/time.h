/* Clocks, and dates made from them. Time is UTC: there is no time zone here. */
#ifndef _TIME_H
#define _TIME_H

#include <stddef.h>
#include <sys/types.h>

#define CLOCKS_PER_SEC 1000000L

#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_BOOTTIME 7
#define TIMER_ABSTIME 1
#define TIME_UTC 1

struct tm {
    int tm_sec, tm_min, tm_hour;
    int tm_mday, tm_mon, tm_year;
    int tm_wday, tm_yday, tm_isdst;
    long tm_gmtoff;
    const char *tm_zone;
};

time_t time(time_t *to);
clock_t clock(void);
double difftime(time_t later, time_t earlier);
int clock_gettime(clockid_t clock, struct timespec *to);
int clock_getres(clockid_t clock, struct timespec *to);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left);
int nanosleep(const struct timespec *wanted, struct timespec *left);
int timespec_get(struct timespec *to, int base);

struct tm *gmtime(const time_t *moment);
struct tm *gmtime_r(const time_t *moment, struct tm *to);
struct tm *localtime(const time_t *moment);
struct tm *localtime_r(const time_t *moment, struct tm *to);
time_t mktime(struct tm *date);
time_t timegm(struct tm *date);
char *asctime(const struct tm *date);
char *ctime(const time_t *moment);
char *asctime_r(const struct tm *date, char *to);
char *ctime_r(const time_t *moment, char *to);
size_t strftime(char *to, size_t size, const char *format, const struct tm *date);

#endif
