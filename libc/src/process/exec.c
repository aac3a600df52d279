/* Becoming another program. */
#include <unistd.h>
#include "../syscalls/kernel.h"

int execve(const char *path, char *const arguments[], char *const environment[])
{
    return (int)__result(KERNEL3(execve, path, arguments, environment));
}

int execv(const char *path, char *const arguments[])
{
    return execve(path, arguments, environ);
}
