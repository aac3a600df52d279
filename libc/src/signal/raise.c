/* A signal to oneself. */
#include <signal.h>
#include "../syscalls/reserved.h"

int raise(int signal)
{
    return (int)__result(KERNEL3(tgkill, __getpid(), __gettid(), signal));
}
