/* Free chunks by size. A bin of many sizes keeps the largest first, and a second ring through one chunk of each size. */
#include "heap.h"

int __bin_of(size_t size)
{
    if (size <= LARGEST_SMALL)
        return (int)(size >> 4);
    if (size >> 6 <= 48)
        return 48 + (int)(size >> 6);
    if (size >> 9 <= 20)
        return 91 + (int)(size >> 9);
    if (size >> 12 <= 10)
        return 110 + (int)(size >> 12);
    if (size >> 15 <= 4)
        return 119 + (int)(size >> 15);
    if (size >> 18 <= 2)
        return 124 + (int)(size >> 18);
    return 126;
}

static void link_after(chunk *front, chunk *c)
{
    c->previous_free = front;
    c->next_free = front->next_free;
    front->next_free->previous_free = c;
    front->next_free = c;
}

void __bin_insert_unsorted(chunk *c)
{
    if (SIZE_OF(c) > LARGEST_SMALL)
        c->next_size = c->previous_size = NULL;
    link_after(BIN(1), c);
}

/* Puts a chunk into a bin of many sizes: behind the first of its own size, or in front of the next smaller one. */
static void insert_by_size(chunk *bin, chunk *c)
{
    size_t size = SIZE_OF(c);
    chunk *first = bin->next_free, *each;
    if (first == bin) {
        c->next_size = c->previous_size = c;
        link_after(bin, c);
        return;
    }
    if (size < SIZE_OF(bin->previous_free)) {
        each = first;
        link_after(bin->previous_free, c);
    } else {
        for (each = first; size < SIZE_OF(each);)
            each = each->next_size;
        if (size == SIZE_OF(each)) {
            c->next_size = c->previous_size = NULL;
            link_after(each, c);
            return;
        }
        link_after(each->previous_free, c);
    }
    c->next_size = each;
    c->previous_size = each->previous_size;
    each->previous_size->next_size = c;
    each->previous_size = c;
}

void __bin_insert(chunk *c)
{
    size_t size = SIZE_OF(c);
    if (size <= LARGEST_SMALL)
        link_after(BIN(__bin_of(size)), c);
    else
        insert_by_size(BIN(__bin_of(size)), c);
}

/* Takes a chunk out of whichever list it is in. */
void __bin_remove(chunk *c)
{
    chunk *next = c->next_free;
    if (NEXT(c)->before != SIZE_OF(c))
        __heap_damaged("corrupted size vs. prev_size");
    if (next->previous_free != c || c->previous_free->next_free != c)
        __heap_damaged("corrupted double-linked list");
    next->previous_free = c->previous_free;
    c->previous_free->next_free = next;
    if (SIZE_OF(c) <= LARGEST_SMALL || !c->next_size)
        return;
    if (next->next_size || next == BIN(__bin_of(SIZE_OF(c)))) {
        c->next_size->previous_size = c->previous_size;
        c->previous_size->next_size = c->next_size;
        return;
    }
    if (c->next_size == c) {
        next->next_size = next->previous_size = next;
        return;
    }
    next->next_size = c->next_size;
    next->previous_size = c->previous_size;
    c->next_size->previous_size = next;
    c->previous_size->next_size = next;
}
