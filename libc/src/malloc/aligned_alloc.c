/* Memory at a multiple of a power of two: more is taken, and both ends are given back. */
#include <errno.h>
#include <malloc.h>
#include "heap.h"

/* Frees what lies before `aligned`. The front of a mapping cannot be freed: it is remembered in `before`. */
static chunk *cut_front(chunk *c, chunk *aligned)
{
    size_t lead = (char *)aligned - (char *)c, size = SIZE_OF(c) - lead;
    if (c->size & MAPPED) {
        aligned->before = c->before + lead;
        aligned->size = size | MAPPED;
        return aligned;
    }
    aligned->size = size | FRONT_IN_USE;
    NEXT(aligned)->size |= FRONT_IN_USE;
    c->size = lead | (c->size & FRONT_IN_USE);
    __heap_release(c, 1);
    return aligned;
}

static void cut_end(chunk *c, size_t size)
{
    size_t have = SIZE_OF(c);
    chunk *rest = AT(c, size);
    if ((c->size & MAPPED) || have <= size + SMALLEST)
        return;
    rest->size = (have - size) | FRONT_IN_USE;
    c->size = size | (c->size & FRONT_IN_USE);
    __heap_release(rest, 1);
}

void *memalign(size_t alignment, size_t bytes)
{
    size_t power = SMALLEST;
    char *memory;
    chunk *c;
    if (alignment <= 16)
        return malloc(bytes);
    while (power < alignment)
        power *= 2;
    if (TOO_LARGE(bytes) || TOO_LARGE(bytes + power + 64)) {
        errno = ENOMEM;
        return NULL;
    }
    __heap_prepare();
    memory = __heap_allocate(CHUNK_SIZE(bytes) + power + SMALLEST);
    if (!memory)
        return NULL;
    c = CHUNK(memory);
    if ((size_t)memory % power) {
        char *aligned = (char *)(((size_t)memory + power - 1) & -power) - HEADER;
        if (aligned - (char *)c < SMALLEST)
            aligned += power;
        c = cut_front(c, (chunk *)aligned);
    }
    cut_end(c, CHUNK_SIZE(bytes));
    return MEMORY(c);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    void *found;
    if (alignment % sizeof(void *) || !alignment || (alignment & (alignment - 1)))
        return EINVAL;
    found = memalign(alignment, size);
    if (!found)
        return ENOMEM;
    *memory = found;
    return 0;
}

void *valloc(size_t size)
{
    return memalign(PAGE, size);
}
