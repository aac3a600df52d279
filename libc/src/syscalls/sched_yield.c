/* Giving up the processor. */
#include <sched.h>
#include "kernel.h"

int sched_yield(void)
{
    return (int)__result(KERNEL0(sched_yield));
}
