/* Any system call by its number. */
#include <stdarg.h>
#include <unistd.h>
#include "kernel.h"

long syscall(long number, ...)
{
    long arguments[6];
    int i;
    va_list list;
    va_start(list, number);
    for (i = 0; i < 6; i++)
        arguments[i] = va_arg(list, long);
    va_end(list);
    return __result(__kernel(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]));
}
