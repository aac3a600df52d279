/* realloc: in place where the chunk, its free neighbour or the top is large enough; a mapping is moved by the kernel, without a copy. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "heap.h"
#include "../syscalls/reserved.h"

static void *move_mapping(chunk *c, size_t bytes, size_t size)
{
    size_t front = c->before, old = front + SIZE_OF(c), wanted = PAGES_UP(size + front + 8);
    char *start;
    void *memory;
    if (old == wanted)
        return MEMORY(c);
    start = __mremap((char *)c - front, old, wanted, MREMAP_MAYMOVE);
    if (start != MAP_FAILED) {
        c = (chunk *)(start + front);
        c->size = (wanted - front) | MAPPED;
        __heap.mapped_bytes += wanted - old;
        return MEMORY(c);
    }
    if (SIZE_OF(c) - 8 >= size)
        return MEMORY(c);
    memory = malloc(bytes);
    if (!memory)
        return NULL;
    memcpy(memory, MEMORY(c), SIZE_OF(c) - HEADER);
    __unmap_chunk(c);
    return memory;
}

/* Keeps `size` of the `have` bytes of a chunk in use, and frees the rest if it can be a chunk. */
static void *keep(chunk *c, size_t have, size_t size)
{
    size_t front = c->size & FRONT_IN_USE;
    chunk *rest = AT(c, size);
    if (have - size < SMALLEST) {
        c->size = have | front;
        AT(c, have)->size |= FRONT_IN_USE;
        return MEMORY(c);
    }
    c->size = size | front;
    rest->size = (have - size) | FRONT_IN_USE;
    NEXT(rest)->size |= FRONT_IN_USE;
    __heap_release(rest, 1);
    return MEMORY(c);
}

static void *extend_into_top(chunk *c, size_t size)
{
    size_t have = SIZE_OF(c) + SIZE_OF(__heap.top);
    c->size = size | (c->size & FRONT_IN_USE);
    __heap.top = AT(c, size);
    __heap.top->size = (have - size) | FRONT_IN_USE;
    return MEMORY(c);
}

static void *move(chunk *c, size_t size)
{
    size_t old = SIZE_OF(c);
    chunk *next = NEXT(c), *moved;
    void *memory = __heap_allocate(size - 15);
    if (!memory)
        return NULL;
    moved = CHUNK(memory);
    if (moved == next)
        return keep(c, old + SIZE_OF(moved), size);
    memcpy(memory, MEMORY(c), old - 8);
    __heap_release(c, 1);
    return memory;
}

static void *resize(chunk *c, size_t size)
{
    size_t have = SIZE_OF(c);
    chunk *next = NEXT(c);
    if (have >= size)
        return keep(c, have, size);
    if (next == __heap.top && have + SIZE_OF(next) >= size + SMALLEST)
        return extend_into_top(c, size);
    if (next != __heap.top && !IN_USE(next) && have + SIZE_OF(next) >= size) {
        have += SIZE_OF(next);
        __bin_remove(next);
        return keep(c, have, size);
    }
    return move(c, size);
}

void *realloc(void *memory, size_t size)
{
    chunk *c;
    if (!memory)
        return malloc(size);
    if (size == 0) {
        free(memory);
        return NULL;
    }
    c = CHUNK(memory);
    if ((size_t)c & 15)
        __heap_damaged("realloc(): invalid pointer");
    if (TOO_LARGE(size)) {
        errno = ENOMEM;
        return NULL;
    }
    if (c->size & MAPPED)
        return move_mapping(c, size, CHUNK_SIZE(size));
    return resize(c, CHUNK_SIZE(size));
}

void *reallocarray(void *memory, size_t count, size_t size)
{
    size_t bytes = count * size;
    if (size && bytes / size != count) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(memory, bytes);
}
