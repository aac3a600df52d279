/* Large memory: a mapping of its own, given back to the kernel when freed. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>
#include "heap.h"
#include "../syscalls/reserved.h"

chunk *__map_chunk(size_t size)
{
    size_t bytes = PAGES_UP(size + 8);
    chunk *c;
    if (bytes < size)
        return NULL;
    c = __mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (c == MAP_FAILED)
        return NULL;
    c->before = 0;
    c->size = bytes | MAPPED;
    __heap.mapped_count++;
    __heap.mapped_bytes += bytes;
    return c;
}

void __unmap_chunk(chunk *c)
{
    size_t bytes = c->before + SIZE_OF(c);
    char *start = (char *)c - c->before;
    if (((size_t)start | bytes) & (PAGE - 1))
        __heap_damaged("munmap_chunk(): invalid pointer");
    __heap.mapped_count--;
    __heap.mapped_bytes -= bytes;
    __munmap(start, bytes);
}
