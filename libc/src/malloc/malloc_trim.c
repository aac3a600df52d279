/* Giving back what lies free: whole pages inside free chunks lose their frames but stay mapped, and the top is shortened. */
#include <malloc.h>
#include <sys/mman.h>
#include "heap.h"
#include "../syscalls/reserved.h"

/* The pages behind the links at the front of a free chunk. */
static int drop_pages(chunk *c)
{
    char *from = (char *)(((size_t)(c + 1) + PAGE - 1) & -(size_t)PAGE);
    long bytes = (char *)NEXT(c) - from;
    if (bytes < PAGE)
        return 0;
    __madvise(from, bytes & -(long)PAGE, MADV_DONTNEED);
    return 1;
}

int malloc_trim(size_t pad)
{
    size_t before;
    chunk *c;
    int i, any = 0;
    __heap_prepare();
    __heap_consolidate();
    for (i = 1; i < BINS; i++)
        if (i == 1 || i >= __bin_of(PAGE))
            for (c = BIN(i)->previous_free; c != BIN(i); c = c->previous_free)
                any |= drop_pages(c);
    before = __heap.from_system;
    __heap_shrink(pad);
    return any || __heap.from_system != before;
}
