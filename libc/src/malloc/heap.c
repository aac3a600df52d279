/* The one heap of a program, and its beginning: the lists of recently freed memory are its first chunk. */
#include <string.h>
#include "heap.h"

struct heap __heap;

static void open_heap(void)
{
    int i;
    for (i = 1; i < BINS; i++)
        __heap.bins[i].first = __heap.bins[i].last = BIN(i);
    __heap.largest_fast = 128;
    __heap.top_pad = __heap.trim_threshold = __heap.mmap_threshold = 128 * 1024;
    __heap.mapped_limit = 65536;
    __heap.top = BIN(1);
}

/* Called before every use of the heap; works once. */
void __heap_prepare(void)
{
    if (!__heap.top)
        open_heap();
    if (!__heap.recent) {
        __heap.recent = __heap_allocate(sizeof *__heap.recent);
        if (__heap.recent)
            memset(__heap.recent, 0, sizeof *__heap.recent);
    }
}
