/* Which signals wait, and waiting for them. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "../syscalls/kernel.h"

int sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    if (old)
        memset(old, 0, sizeof *old);
    return (int)__result(KERNEL4(rt_sigprocmask, how, set, old, 8));
}

int sigpending(sigset_t *set)
{
    memset(set, 0, sizeof *set);
    return (int)__result(KERNEL2(rt_sigpending, set, 8));
}

int sigsuspend(const sigset_t *mask)
{
    return (int)__result(KERNEL2(rt_sigsuspend, mask, 8));
}

int sigwait(const sigset_t *set, int *signal)
{
    long answer;
    do
        answer = KERNEL4(rt_sigtimedwait, set, 0, 0, 8);
    while (answer == -EINTR);
    if (answer < 0)
        return (int)-answer;
    *signal = (int)answer;
    return 0;
}

int pause(void)
{
    return (int)__result(KERNEL0(pause));
}
