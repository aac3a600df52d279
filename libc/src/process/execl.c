/* The exec calls that take their arguments one by one. The list is built on the stack. */
#include <stdarg.h>
#include <unistd.h>

static int count(va_list list)
{
    int n = 1;
    while (va_arg(list, char *))
        n++;
    return n;
}

static void collect(char **to, const char *first, va_list list)
{
    *to = (char *)first;
    while (*to++)
        *to = va_arg(list, char *);
}

int execl(const char *path, const char *argument, ...)
{
    va_list list, again;
    va_start(list, argument);
    va_copy(again, list);
    char *arguments[count(again) + 1];
    collect(arguments, argument, list);
    return execv(path, arguments);
}

int execlp(const char *file, const char *argument, ...)
{
    va_list list, again;
    va_start(list, argument);
    va_copy(again, list);
    char *arguments[count(again) + 1];
    collect(arguments, argument, list);
    return execvp(file, arguments);
}

int execle(const char *path, const char *argument, ...)
{
    va_list list, again;
    va_start(list, argument);
    va_copy(again, list);
    char *arguments[count(again) + 1];
    collect(arguments, argument, list);
    return execve(path, arguments, va_arg(list, char **));
}
