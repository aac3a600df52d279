/* A second process, with a copy of the first one's memory: copied when written. */
#include <unistd.h>
#include "kernel.h"

pid_t fork(void)
{
    return (pid_t)__result(KERNEL0(fork));
}
