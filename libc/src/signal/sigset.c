/* Sets of signals: signal n is bit n-1. */
#include <errno.h>
#include <signal.h>
#include <string.h>

static int out_of_range(int signal)
{
    if (signal >= 1 && signal < NSIG)
        return 0;
    errno = EINVAL;
    return 1;
}

int sigemptyset(sigset_t *set)
{
    memset(set, 0, sizeof *set);
    return 0;
}

int sigfillset(sigset_t *set)
{
    memset(set, -1, sizeof *set);
    return 0;
}

int sigaddset(sigset_t *set, int signal)
{
    if (out_of_range(signal))
        return -1;
    set->bits[0] |= 1UL << (signal - 1);
    return 0;
}

int sigdelset(sigset_t *set, int signal)
{
    if (out_of_range(signal))
        return -1;
    set->bits[0] &= ~(1UL << (signal - 1));
    return 0;
}

int sigismember(const sigset_t *set, int signal)
{
    if (out_of_range(signal))
        return -1;
    return set->bits[0] >> (signal - 1) & 1;
}
