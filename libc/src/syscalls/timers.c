/* Timers that end in a signal. */
#include <sys/time.h>
#include <unistd.h>
#include "kernel.h"

int getitimer(int which, struct itimerval *to)
{
    return (int)__result(KERNEL2(getitimer, which, to));
}

int setitimer(int which, const struct itimerval *value, struct itimerval *old)
{
    return (int)__result(KERNEL3(setitimer, which, value, old));
}

unsigned alarm(unsigned seconds)
{
    return (unsigned)__result(KERNEL1(alarm, seconds));
}
