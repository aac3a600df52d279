/* Requests to a device. */
#include <stdarg.h>
#include <sys/ioctl.h>
#include "kernel.h"

int ioctl(int fd, unsigned long request, ...)
{
    long argument;
    va_list list;
    va_start(list, request);
    argument = va_arg(list, long);
    va_end(list);
    return (int)__result(KERNEL3(ioctl, fd, request, argument));
}
