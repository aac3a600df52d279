/* Sums and differences of times in microseconds. */
#include <sys/time.h>

void __add_times(const struct timeval *a, const struct timeval *b, struct timeval *sum)
{
    long microseconds = a->tv_usec + b->tv_usec;
    sum->tv_sec = a->tv_sec + b->tv_sec + (microseconds >= 1000000);
    sum->tv_usec = microseconds - (microseconds >= 1000000) * 1000000;
}

void __subtract_times(const struct timeval *a, const struct timeval *b, struct timeval *difference)
{
    long microseconds = a->tv_usec - b->tv_usec;
    difference->tv_sec = a->tv_sec - b->tv_sec - (microseconds < 0);
    difference->tv_usec = microseconds + (microseconds < 0) * 1000000;
}
