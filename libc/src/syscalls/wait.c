/* Waiting for children. */
#include <sys/wait.h>
#include "kernel.h"

pid_t wait4(pid_t process, int *status, int options, struct rusage *usage)
{
    return (pid_t)__result(KERNEL4(wait4, process, status, options, usage));
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
    return (pid_t)__result(KERNEL4(wait4, -1, status, options, usage));
}

pid_t waitpid(pid_t process, int *status, int options)
{
    return (pid_t)__result(KERNEL4(wait4, process, status, options, 0));
}

pid_t wait(int *status)
{
    return (pid_t)__result(KERNEL4(wait4, -1, status, 0, 0));
}

int waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    return (int)__result(KERNEL5(waitid, type, id, info, options, 0));
}
