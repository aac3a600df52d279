/* An end that can be seen: SIGABRT, also when it is blocked, ignored or handled. */
#include <signal.h>
#include <stdlib.h>
#include "../syscalls/reserved.h"

static void send_abort(void)
{
    KERNEL3(tgkill, __getpid(), __gettid(), SIGABRT);
}

void abort(void)
{
    sigset_t set = {{1UL << (SIGABRT - 1)}};
    struct sigaction action = {.sa_handler = SIG_DFL};
    __sigprocmask(SIG_UNBLOCK, &set, NULL);
    send_abort();
    __sigaction(SIGABRT, &action, NULL);
    send_abort();
    for (;;)
        __exit_group(127);
}
