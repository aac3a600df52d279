/* The auxiliary vector lies behind the environment on the first stack. */
#include <errno.h>
#include <sys/auxv.h>

extern long *__first_stack;

unsigned long getauxval(unsigned long type)
{
    long *each = __first_stack + 1 + __first_stack[0] + 1;
    while (*each++)
        ;
    for (; each[0] != AT_NULL; each += 2)
        if ((unsigned long)each[0] == type)
            return each[1];
    errno = ENOENT;
    return 0;
}
