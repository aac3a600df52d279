/* What was used, its page faults included, and what may be used. */
#include <sys/resource.h>
#include <unistd.h>
#include "kernel.h"

int getrusage(int who, struct rusage *usage)
{
    return (int)__result(KERNEL2(getrusage, who, usage));
}

int getrlimit(int resource, struct rlimit *limit)
{
    return (int)__result(KERNEL4(prlimit64, 0, resource, 0, limit));
}

int setrlimit(int resource, const struct rlimit *limit)
{
    return (int)__result(KERNEL4(prlimit64, 0, resource, limit, 0));
}

int setpriority(int which, id_t who, int priority)
{
    return (int)__result(KERNEL3(setpriority, which, who, priority));
}

/* The new niceness, which can be -1: errno tells. */
int nice(int change)
{
    int priority = (int)(20 - KERNEL2(getpriority, PRIO_PROCESS, 0)) + change;
    priority = priority > 19 ? 19 : priority < -20 ? -20 : priority;
    return setpriority(PRIO_PROCESS, 0, priority) < 0 ? -1 : priority;
}

/* The kernel answers 1..40, so that -errno stays recognizable. */
int getpriority(int which, id_t who)
{
    long answer = __result(KERNEL2(getpriority, which, who));
    return answer < 0 ? -1 : (int)(20 - answer);
}
