/* Letting go of a descriptor. */
#include <unistd.h>
#include "kernel.h"

int close(int fd)
{
    return (int)__result(KERNEL1(close, fd));
}
