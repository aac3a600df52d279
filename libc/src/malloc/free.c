/* free. When a mapping is freed, mappings of its size become heap: a program that frees large memory will want it again. */
#include <errno.h>
#include <stdlib.h>
#include "heap.h"

enum { LARGEST_THRESHOLD = 32 * 1024 * 1024 };

static void free_mapping(chunk *c)
{
    size_t size = SIZE_OF(c);
    if (!__heap.thresholds_fixed && size > __heap.mmap_threshold && size <= LARGEST_THRESHOLD) {
        __heap.mmap_threshold = size;
        __heap.trim_threshold = 2 * size;
    }
    __unmap_chunk(c);
}

void free(void *memory)
{
    int kept = errno;
    if (!memory)
        return;
    if (CHUNK(memory)->size & MAPPED)
        free_mapping(CHUNK(memory));
    else {
        __heap_prepare();
        __heap_release(CHUNK(memory), 1);
    }
    errno = kept;
}
