/* malloc: the recently freed chunk of the size wanted, or one from the heap. */
#include <stdlib.h>
#include "heap.h"

void *malloc(size_t size)
{
    void *memory;
    __heap_prepare();
    memory = TOO_LARGE(size) ? NULL : __recent_take(CHUNK_SIZE(size));
    return memory ? memory : __heap_allocate(size);
}
