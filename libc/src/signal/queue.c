/* Signals that carry a value, and waiting for signals without a handler. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include "../syscalls/reserved.h"

int sigqueue(pid_t process, int signal, const union sigval value)
{
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = signal;
    info.si_code = SI_QUEUE;
    info.si_pid = __getpid();
    info.si_uid = (uid_t)KERNEL0(getuid);
    info.si_value = value;
    return (int)__result(KERNEL3(rt_sigqueueinfo, process, signal, &info));
}

/* What one thread sends to itself looks like what a process sends. */
int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *limit)
{
    int signal = (int)__result(KERNEL4(rt_sigtimedwait, set, info, limit, 8));
    if (signal > 0 && info && info->si_code == SI_TKILL)
        info->si_code = SI_USER;
    return signal;
}

int sigwaitinfo(const sigset_t *set, siginfo_t *info)
{
    return sigtimedwait(set, info, NULL);
}

int killpg(pid_t group, int signal)
{
    return (int)__result(KERNEL2(kill, -group, signal));
}
