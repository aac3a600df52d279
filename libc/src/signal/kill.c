/* A signal to a process. */
#include <signal.h>
#include "../syscalls/kernel.h"

int kill(pid_t process, int signal)
{
    return (int)__result(KERNEL2(kill, process, signal));
}
