/* Looking into the heap, and tuning it. A threshold that was set no longer moves by itself. */
#include <malloc.h>
#include "heap.h"

size_t malloc_usable_size(void *memory)
{
    if (!memory)
        return 0;
    return SIZE_OF(CHUNK(memory)) - (CHUNK(memory)->size & MAPPED ? 16 : 8);
}

int mallopt(int parameter, int value)
{
    __heap_prepare();
    switch (parameter) {
    case M_MXFAST:
        if (value < 0 || value > 160)
            return 0;
        __heap_consolidate();
        __heap.largest_fast = value ? ((size_t)value + 8) & ~(size_t)15 : 0;
        return 1;
    case M_TRIM_THRESHOLD:
        __heap.trim_threshold = (size_t)(long)value;
        break;
    case M_TOP_PAD:
        __heap.top_pad = value;
        break;
    case M_MMAP_THRESHOLD:
        if (value < 0 || value > 32 * 1024 * 1024)
            return 0;
        __heap.mmap_threshold = value;
        break;
    case M_MMAP_MAX:
        __heap.mapped_limit = value;
        break;
    default:
        return 1;
    }
    __heap.thresholds_fixed = 1;
    return 1;
}
