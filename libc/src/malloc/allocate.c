/* Where new memory is found: exact fits first, then the smallest chunk that is large enough, then the top, then the kernel. */
#include <errno.h>
#include "heap.h"

void *__heap_split_top(size_t size)
{
    chunk *c = __heap.top;
    size_t rest = SIZE_OF(c) - size;
    __heap.top = AT(c, size);
    c->size = size | FRONT_IN_USE;
    __heap.top->size = rest | FRONT_IN_USE;
    return MEMORY(c);
}

static void *give_whole(chunk *c)
{
    NEXT(c)->size |= FRONT_IN_USE;
    return MEMORY(c);
}

/* Gives the front of a free chunk; what is left waits in the unsorted bin. */
static void *give_front(chunk *c, size_t size)
{
    size_t rest = SIZE_OF(c) - size;
    chunk *remainder = AT(c, size);
    if (rest < SMALLEST)
        return give_whole(c);
    c->size = size | FRONT_IN_USE;
    remainder->size = rest | FRONT_IN_USE;
    AT(remainder, rest)->before = rest;
    __bin_insert_unsorted(remainder);
    if (size <= LARGEST_SMALL)
        __heap.last_remainder = remainder;
    return MEMORY(c);
}

static int recent_has_room(size_t size)
{
    size_t index = RECENT_INDEX(size);
    return __heap.recent && index < RECENT_BINS && __heap.recent->count[index] < RECENT_DEPTH;
}

/* An exact fit from the fast lists; others of its size move on to the recent ones. */
static void *from_fast(size_t size)
{
    chunk **list = &__heap.fast[FAST_INDEX(size)], *c = *list;
    if (!c)
        return NULL;
    *list = c->next_free;
    while (*list && recent_has_room(size)) {
        chunk *other = *list;
        *list = other->next_free;
        __recent_put(other);
    }
    return MEMORY(c);
}

/* An exact fit from a bin of one size; others in it move on to the recent list. */
static void *from_small_bin(size_t size)
{
    chunk *bin = BIN(__bin_of(size)), *c = bin->previous_free;
    void *memory;
    if (c == bin)
        return NULL;
    __bin_remove(c);
    memory = give_whole(c);
    while ((c = bin->previous_free) != bin && recent_has_room(size)) {
        __bin_remove(c);
        give_whole(c);
        __recent_put(c);
    }
    return memory;
}

/* Sorts the unsorted chunks into their bins. Exact fits go to the recent list until that is full; returns memory if one
   was found, or if the remainder of the last small request can serve this one too. */
static void *sort_unsorted(size_t size)
{
    int found = 0, steps = 0;
    chunk *bin = BIN(1), *c;
    while ((c = bin->previous_free) != bin && steps++ < 10000) {
        int alone = c->previous_free == bin;
        if (size <= LARGEST_SMALL && alone && c == __heap.last_remainder && SIZE_OF(c) > size + SMALLEST) {
            __bin_remove(c);
            return give_front(c, size);
        }
        __bin_remove(c);
        if (SIZE_OF(c) != size) {
            __bin_insert(c);
            continue;
        }
        give_whole(c);
        if (!recent_has_room(size))
            return MEMORY(c);
        __recent_put(c);
        found = 1;
    }
    return found ? __recent_take(size) : NULL;
}

/* The smallest chunk that is large enough, in a bin of many sizes. A chunk outside the ring of sizes is easier to take. */
static chunk *best_in(chunk *bin, size_t size)
{
    chunk *c = bin->next_free;
    if (c == bin || SIZE_OF(c) < size)
        return NULL;
    c = c->previous_size;
    while (SIZE_OF(c) < size)
        c = c->previous_size;
    if (c != bin->previous_free && SIZE_OF(c) == SIZE_OF(c->next_free))
        c = c->next_free;
    return c;
}

static void *from_larger(size_t size)
{
    int i = __bin_of(size);
    chunk *c = size > LARGEST_SMALL ? best_in(BIN(i), size) : NULL;
    while (!c && ++i < BINS)
        if (BIN(i)->previous_free != BIN(i))
            c = BIN(i)->previous_free;
    if (!c)
        return NULL;
    __bin_remove(c);
    return give_front(c, size);
}

static void *from_bins(size_t size)
{
    void *memory = sort_unsorted(size);
    return memory ? memory : from_larger(size);
}

void *__heap_allocate(size_t bytes)
{
    size_t size;
    void *memory = NULL;
    chunk *c;
    if (TOO_LARGE(bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    size = CHUNK_SIZE(bytes);
    if (size <= __heap.largest_fast)
        memory = from_fast(size);
    if (!memory && size <= LARGEST_SMALL)
        memory = from_small_bin(size);
    else if (!memory && __heap.has_fast)
        __heap_consolidate();
    if (!memory)
        memory = from_bins(size);
    if (!memory && SIZE_OF(__heap.top) < size + SMALLEST && __heap.has_fast) {
        __heap_consolidate();
        memory = from_bins(size);
    }
    if (memory)
        return memory;
    if (SIZE_OF(__heap.top) >= size + SMALLEST && __heap.top != BIN(1))
        return __heap_split_top(size);
    c = __heap_grow(size);
    return c ? MEMORY(c) : NULL;
}
