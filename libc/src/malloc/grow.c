/* Asking the kernel for more heap, and giving back what lies free at its end. */
#include <errno.h>
#include <unistd.h>
#include "heap.h"
#include "../syscalls/reserved.h"

#define NO_MEMORY ((char *)-1)

static void count_system(size_t more)
{
    __heap.from_system += more;
    if (__heap.from_system > __heap.most_from_system)
        __heap.most_from_system = __heap.from_system;
}

/* Two chunks that are never freed close the old end of the heap, when something else moved the break. */
static void close_old_top(chunk *old, size_t size)
{
    size = (size - 4 * sizeof(size_t)) & ~(size_t)15;
    old->size = size | FRONT_IN_USE;
    AT(old, size)->size = 16 | FRONT_IN_USE;
    AT(old, size + 16)->size = 16 | FRONT_IN_USE;
    if (size >= SMALLEST)
        __heap_release(old, 1);
}

/* The heap starts here, or goes on behind something that is not ours: align both ends. */
static int new_top(char *start, size_t bytes, chunk *old, size_t old_size)
{
    size_t front = -(size_t)start & 15;
    size_t correction = front + old_size;
    char *end = start + bytes + correction;
    correction += -(size_t)end & (PAGE - 1);
    if (__sbrk(correction) == NO_MEMORY)
        correction = 0;
    __heap.top = (chunk *)(start + front);
    __heap.top->size = (bytes - front + correction) | FRONT_IN_USE;
    count_system(correction);
    if (old_size)
        close_old_top(old, old_size);
    return 1;
}

static int extend_top(size_t size)
{
    chunk *old = __heap.top;
    size_t old_size = old == BIN(1) ? 0 : SIZE_OF(old);
    size_t bytes = PAGES_UP(size + __heap.top_pad + SMALLEST - old_size);
    char *start = (long)bytes > 0 ? __sbrk(bytes) : NO_MEMORY;
    if (start == NO_MEMORY)
        return 0;
    if (!__heap.start)
        __heap.start = start;
    count_system(bytes);
    if (old_size && start == (char *)old + old_size) {
        old->size = (old_size + bytes) | FRONT_IN_USE;
        return 1;
    }
    return new_top(start, bytes, old, old_size);
}

/* A chunk of `size` from the kernel: its own mapping from the threshold on, else from a longer heap. */
chunk *__heap_grow(size_t size)
{
    chunk *c;
    if (size >= __heap.mmap_threshold && __heap.mapped_count < (int)__heap.mapped_limit) {
        c = __map_chunk(size);
        if (c)
            return c;
    }
    if (extend_top(size) && SIZE_OF(__heap.top) >= size + SMALLEST)
        return CHUNK(__heap_split_top(size));
    c = __map_chunk(size);
    if (!c)
        errno = ENOMEM;
    return c;
}

/* Gives whole pages at the end of the top back, but keeps `pad` bytes. */
void __heap_shrink(size_t pad)
{
    size_t size = SIZE_OF(__heap.top), area = size - SMALLEST - 1, extra;
    if (area <= pad)
        return;
    extra = (area - pad) & ~(size_t)(PAGE - 1);
    if (!extra || (char *)__sbrk(0) != (char *)__heap.top + size)
        return;
    __sbrk(-(long)extra);
    __heap.from_system -= extra;
    __heap.top->size = (size - extra) | FRONT_IN_USE;
}
