/* A second descriptor for the same open file. */
#include <unistd.h>
#include "kernel.h"

int dup(int fd)
{
    return (int)__result(KERNEL1(dup, fd));
}

int dup2(int fd, int wanted)
{
    return (int)__result(KERNEL2(dup2, fd, wanted));
}

int dup3(int fd, int wanted, int flags)
{
    return (int)__result(KERNEL3(dup3, fd, wanted, flags));
}
