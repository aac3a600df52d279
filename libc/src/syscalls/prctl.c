/* What a process may ask about itself. */
#include <stdarg.h>
#include <sys/prctl.h>
#include "kernel.h"

int prctl(int option, ...)
{
    long a, b, c, d;
    va_list list;
    va_start(list, option);
    a = va_arg(list, long);
    b = va_arg(list, long);
    c = va_arg(list, long);
    d = va_arg(list, long);
    va_end(list);
    return (int)__result(KERNEL5(prctl, option, a, b, c, d));
}
