/* Flags and copies of a descriptor. */
#include <fcntl.h>
#include <stdarg.h>
#include "kernel.h"

int fcntl(int fd, int command, ...)
{
    long argument;
    va_list list;
    va_start(list, command);
    argument = va_arg(list, long);
    va_end(list);
    return (int)__result(KERNEL3(fcntl, fd, command, argument));
}
