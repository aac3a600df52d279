/* Where freed memory goes: to the recent or fast lists, or together with its free neighbours into a bin or the top. */
#include "heap.h"

enum { CONSOLIDATE_FROM = 65536 };

/* Joins a chunk with free neighbours. The result is in the unsorted bin or is the top. Returns its size. */
static size_t join(chunk *c)
{
    size_t size = SIZE_OF(c);
    chunk *next = AT(c, size);
    if (!(c->size & FRONT_IN_USE)) {
        size += c->before;
        c = AT(c, -(long)c->before);
        __bin_remove(c);
    }
    if (next == __heap.top) {
        size += SIZE_OF(next);
        c->size = size | FRONT_IN_USE;
        __heap.top = c;
        return size;
    }
    if (!IN_USE(next)) {
        __bin_remove(next);
        size += SIZE_OF(next);
    } else
        next->size &= ~(size_t)FRONT_IN_USE;
    c->size = size | FRONT_IN_USE;
    AT(c, size)->before = size;
    __bin_insert_unsorted(c);
    return size;
}

/* Empties the fast lists into the bins. */
void __heap_consolidate(void)
{
    int i;
    __heap.has_fast = 0;
    for (i = 0; i < FAST_BINS; i++) {
        chunk *c = __heap.fast[i];
        __heap.fast[i] = NULL;
        while (c) {
            chunk *next = c->next_free;
            join(c);
            c = next;
        }
    }
}

static void put_fast(chunk *c)
{
    chunk **list = &__heap.fast[FAST_INDEX(SIZE_OF(c))];
    if (*list == c)
        __heap_damaged("double free or corruption (fasttop)");
    c->next_free = *list;
    *list = c;
    __heap.has_fast = 1;
}

static void check(chunk *c)
{
    chunk *next = NEXT(c);
    if (c == __heap.top)
        __heap_damaged("double free or corruption (top)");
    if ((char *)next >= (char *)__heap.top + SIZE_OF(__heap.top))
        __heap_damaged("double free or corruption (out)");
    if (!(next->size & FRONT_IN_USE))
        __heap_damaged("double free or corruption (!prev)");
    if (SIZE_OF(next) < 16 || SIZE_OF(next) >= __heap.from_system)
        __heap_damaged("free(): invalid next size (normal)");
}

void __heap_release(chunk *c, int to_recent)
{
    size_t size = SIZE_OF(c);
    if ((char *)c > (char *)-size || ((size_t)c & 15))
        __heap_damaged("free(): invalid pointer");
    if (size < SMALLEST || (size & 15))
        __heap_damaged("free(): invalid size");
    if (to_recent && __recent_put(c))
        return;
    if (size <= __heap.largest_fast) {
        put_fast(c);
        return;
    }
    check(c);
    if (join(c) < CONSOLIDATE_FROM)
        return;
    if (__heap.has_fast)
        __heap_consolidate();
    if (SIZE_OF(__heap.top) >= __heap.trim_threshold)
        __heap_shrink(__heap.top_pad);
}
