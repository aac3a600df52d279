/* The last few freed chunks of each size, given out again first. A mark in a freed chunk betrays a second free. */
#include "heap.h"

#define FREED_MARK 0x5d1e95aa7b3c0f4dUL

struct entry {
    struct entry *older;
    unsigned long mark;
};

static void check_twice(struct entry *freed, struct entry *each)
{
    for (; each; each = each->older)
        if (each == freed)
            __heap_damaged("free(): double free detected in tcache 2");
}

/* Keeps a chunk; returns 0 if it is too large or there are enough of its size. */
int __recent_put(chunk *c)
{
    size_t index = RECENT_INDEX(SIZE_OF(c));
    struct entry *entry = MEMORY(c);
    if (!__heap.recent || index >= RECENT_BINS)
        return 0;
    if (entry->mark == FREED_MARK)
        check_twice(entry, __heap.recent->first[index]);
    if (__heap.recent->count[index] >= RECENT_DEPTH)
        return 0;
    entry->older = __heap.recent->first[index];
    entry->mark = FREED_MARK;
    __heap.recent->first[index] = entry;
    __heap.recent->count[index]++;
    return 1;
}

void *__recent_take(size_t size)
{
    size_t index = RECENT_INDEX(size);
    struct entry *entry;
    if (!__heap.recent || index >= RECENT_BINS || !__heap.recent->count[index])
        return NULL;
    entry = __heap.recent->first[index];
    __heap.recent->first[index] = entry->older;
    __heap.recent->count[index]--;
    entry->mark = 0;
    return entry;
}
