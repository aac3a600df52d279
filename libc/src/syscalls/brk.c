/* The end of the heap. The kernel is asked once where it starts; after that we remember. */
#include <errno.h>
#include <unistd.h>
#include "kernel.h"

static char *heap_end;

static char *ask(void *wanted)
{
    heap_end = (char *)KERNEL1(brk, wanted);
    return heap_end;
}

static int move_to(void *end)
{
    if (ask(end) >= (char *)end)
        return 0;
    errno = ENOMEM;
    return -1;
}

int brk(void *end)
{
    return move_to(end);
}

void *__sbrk(long change)
{
    char *old;
    if (!heap_end)
        ask(0);
    old = heap_end;
    if (change == 0)
        return old;
    if (change > 0 ? (unsigned long)old + change < (unsigned long)old : (unsigned long)old < -change) {
        errno = ENOMEM;
        return (void *)-1;
    }
    if (move_to(old + change) < 0)
        return (void *)-1;
    return old;
}

void *sbrk(intptr_t change)
{
    return __sbrk(change);
}
