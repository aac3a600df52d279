/* Pushing written data to the device. */
#include <unistd.h>
#include "kernel.h"

int fsync(int fd)
{
    return (int)__result(KERNEL1(fsync, fd));
}

int fdatasync(int fd)
{
    return (int)__result(KERNEL1(fdatasync, fd));
}

void sync(void)
{
    KERNEL0(sync);
}
