/* The simple way to listen: interrupted calls go on afterwards. */
#include <errno.h>
#include <signal.h>
#include "../syscalls/reserved.h"

sighandler_t signal(int signal, sighandler_t handler)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, old;
    if (signal < 1 || signal >= NSIG) {
        errno = EINVAL;
        return SIG_ERR;
    }
    action.sa_mask.bits[0] = 1UL << (signal - 1);
    if (__sigaction(signal, &action, &old) < 0)
        return SIG_ERR;
    return old.sa_handler;
}
