/* Counting what the heap holds. What lies in the lists of recently freed chunks counts as in use, as in glibc. */
#include <malloc.h>
#include "heap.h"

struct mallinfo2 mallinfo2(void)
{
    struct mallinfo2 info = {0};
    chunk *c;
    int i;
    info.ordblks = 1;
    if (!__heap.top)
        return info;
    info.keepcost = __heap.top == BIN(1) ? 0 : SIZE_OF(__heap.top);
    info.fordblks = info.keepcost;
    for (i = 0; i < FAST_BINS; i++)
        for (c = __heap.fast[i]; c; c = c->next_free) {
            info.smblks++;
            info.fsmblks += SIZE_OF(c);
        }
    for (i = 1; i < BINS; i++)
        for (c = BIN(i)->next_free; c != BIN(i); c = c->next_free) {
            info.ordblks++;
            info.fordblks += SIZE_OF(c);
        }
    info.fordblks += info.fsmblks;
    info.arena = __heap.from_system;
    info.uordblks = info.arena - info.fordblks;
    info.hblks = __heap.mapped_count;
    info.hblkhd = __heap.mapped_bytes;
    return info;
}

struct mallinfo mallinfo(void)
{
    struct mallinfo2 wide = mallinfo2();
    struct mallinfo info = {(int)wide.arena, (int)wide.ordblks, (int)wide.smblks, (int)wide.hblks, (int)wide.hblkhd,
                            (int)wide.usmblks, (int)wide.fsmblks, (int)wide.uordblks, (int)wide.fordblks,
                            (int)wide.keepcost};
    return info;
}
