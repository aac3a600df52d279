/* A terminal is what answers a terminal's request. */
#include <sys/ioctl.h>
#include <unistd.h>
#include "kernel.h"

int isatty(int fd)
{
    char settings[64];
    return __result(KERNEL3(ioctl, fd, TCGETS, settings)) == 0;
}
