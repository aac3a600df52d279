/* Two descriptors: what is written to the second is read from the first. */
#include <unistd.h>
#include "kernel.h"

int pipe(int ends[2])
{
    return (int)__result(KERNEL1(pipe, ends));
}

int pipe2(int ends[2], int flags)
{
    return (int)__result(KERNEL2(pipe2, ends, flags));
}
