/* The orderly end: what atexit registered, newest first, then destructors, then the streams, then the kernel.
All are reached through pointers that stay empty in a program that has none of them. */
#include <stdlib.h>
#include "../syscalls/reserved.h"

void (*__run_at_exit)(void);
void (*__run_destructors)(void);
void (*__close_streams)(void);

void exit(int status)
{
    if (__run_at_exit)
        __run_at_exit();
    if (__run_destructors)
        __run_destructors();
    if (__close_streams)
        __close_streams();
    for (;;)
        __exit_group(status);
}
