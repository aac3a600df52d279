/* Who a process is. */
#include <unistd.h>
#include "kernel.h"

pid_t getpid(void)
{
    return (pid_t)__result(KERNEL0(getpid));
}

pid_t getppid(void)
{
    return (pid_t)__result(KERNEL0(getppid));
}

pid_t gettid(void)
{
    return (pid_t)__result(KERNEL0(gettid));
}

pid_t getpgrp(void)
{
    return (pid_t)__result(KERNEL0(getpgrp));
}

int setpgid(pid_t process, pid_t group)
{
    return (int)__result(KERNEL2(setpgid, process, group));
}

pid_t setsid(void)
{
    return (pid_t)__result(KERNEL0(setsid));
}

uid_t getuid(void)
{
    return (uid_t)__result(KERNEL0(getuid));
}

uid_t geteuid(void)
{
    return (uid_t)__result(KERNEL0(geteuid));
}

gid_t getgid(void)
{
    return (gid_t)__result(KERNEL0(getgid));
}

gid_t getegid(void)
{
    return (gid_t)__result(KERNEL0(getegid));
}

pid_t getpgid(pid_t process)
{
    return (pid_t)__result(KERNEL1(getpgid, process));
}

pid_t getsid(pid_t process)
{
    return (pid_t)__result(KERNEL1(getsid, process));
}
