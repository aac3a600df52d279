/* On which processors a process may run. */
#include <sched.h>
#include "kernel.h"

int __count_processors(const cpu_set_t *set)
{
    int cpu, count = 0;
    for (cpu = 0; cpu < CPU_SETSIZE; cpu++)
        count += CPU_ISSET(cpu, set);
    return count;
}

/* The kernel fills as much as it has processors for. */
int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set)
{
    long filled = __result(KERNEL3(sched_getaffinity, process, size, set));
    if (filled < 0)
        return -1;
    memset((char *)set + filled, 0, size - filled);
    return 0;
}

int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *set)
{
    return (int)__result(KERNEL3(sched_setaffinity, process, size, set));
}

int sched_getcpu(void)
{
    unsigned cpu = 0;
    return __result(KERNEL3(getcpu, &cpu, 0, 0)) < 0 ? -1 : (int)cpu;
}
