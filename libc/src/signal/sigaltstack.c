/* Another stack for handlers: the only one they can use when the first is what overflowed. */
#include <signal.h>
#include "../syscalls/kernel.h"

int sigaltstack(const stack_t *stack, stack_t *old)
{
    return (int)__result(KERNEL2(sigaltstack, stack, old));
}
