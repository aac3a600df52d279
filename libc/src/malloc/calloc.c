/* calloc. Fresh mappings are zero already, and so is heap that never left the kernel before; the rest is cleared. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "heap.h"

/* How much of the top may have been used before. */
static size_t used_part_of_top(void)
{
    size_t size = SIZE_OF(__heap.top);
    char *used_end = __heap.start + __heap.most_from_system;
    if (__heap.start && (char *)__heap.top + size < used_end)
        size = used_end - (char *)__heap.top;
    return size;
}

void *calloc(size_t count, size_t size)
{
    size_t bytes = count * size, clear, used;
    chunk *top, *c;
    void *memory;
    if (size && bytes / size != count) {
        errno = ENOMEM;
        return NULL;
    }
    __heap_prepare();
    top = __heap.top;
    used = used_part_of_top();
    memory = __heap_allocate(bytes);
    if (!memory)
        return NULL;
    c = CHUNK(memory);
    if (c->size & MAPPED)
        return memory;
    clear = SIZE_OF(c);
    if (c == top && clear > used)
        clear = used;
    return memset(memory, 0, clear - 8);
}
