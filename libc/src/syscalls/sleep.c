/* Sleeping. */
#include <time.h>
#include <unistd.h>
#include "kernel.h"

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left)
{
    return (int)-KERNEL4(clock_nanosleep, clock, flags, wanted, left);
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
    return (int)__result(KERNEL4(clock_nanosleep, CLOCK_REALTIME, 0, wanted, left));
}

unsigned sleep(unsigned seconds)
{
    struct timespec wanted = {seconds, 0}, left = {0, 0};
    if (nanosleep(&wanted, &left) == 0)
        return 0;
    return (unsigned)left.tv_sec + (left.tv_nsec >= 500000000);
}

int usleep(useconds_t microseconds)
{
    struct timespec wanted = {microseconds / 1000000, microseconds % 1000000 * 1000L};
    return nanosleep(&wanted, NULL);
}
