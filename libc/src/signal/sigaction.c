/* Choosing who listens to a signal. The kernel wants to know how a handler returns: through the restorer. */
#include <signal.h>
#include <string.h>
#include "../syscalls/reserved.h"

asm(".text\n"
    ".globl __restore_signal\n"
    "__restore_signal:\n"
    "    mov $15, %eax\n"
    "    syscall\n");
extern void __restore_signal(void);

struct kernel_action {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    unsigned long mask;
};

int __sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
    struct kernel_action wanted, previous;
    if (action) {
        wanted.handler = action->sa_handler;
        wanted.flags = (unsigned)action->sa_flags | SA_RESTORER;
        wanted.restorer = __restore_signal;
        wanted.mask = action->sa_mask.bits[0];
    }
    if (__result(KERNEL4(rt_sigaction, signal, action ? &wanted : NULL, old ? &previous : NULL, 8)) < 0)
        return -1;
    if (old) {
        memset(old, 0, sizeof *old);
        old->sa_handler = previous.handler;
        old->sa_flags = (int)previous.flags & ~SA_RESTORER;
        old->sa_restorer = previous.restorer;
        old->sa_mask.bits[0] = previous.mask;
    }
    return 0;
}

int sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
    return __sigaction(signal, action, old);
}
