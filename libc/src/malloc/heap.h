/* The heap: chunks side by side, each with its size in front, the last one ("top") open-ended and grown by brk.

   A chunk starts at `before`, which belongs to the chunk in front while that one is in use; what the program gets starts
   at `next_free`. Sizes count the whole chunk and are multiples of 16; their low bits say whether the chunk in front is in
   use and whether the chunk is a mapping of its own. Free chunks are kept, by size, in
     recent  up to 7 of each size up to 1040 bytes, last in first out, still marked in use (glibc: tcache);
     fast    any number of each size up to 128 bytes, still marked in use (fastbins);
     bins    doubly linked: bin 1 unsorted, bins 2..63 one size each, bins 64.. a range each, largest first.
   Thresholds and choices follow glibc 2.36, so that the same program asks the kernel for the same memory. */
#ifndef LIBC_HEAP_H
#define LIBC_HEAP_H

#include <stddef.h>

typedef struct chunk {
    size_t before;
    size_t size;
    struct chunk *next_free, *previous_free;
    struct chunk *next_size, *previous_size;
} chunk;

enum {
    FRONT_IN_USE = 1,
    MAPPED = 2,
    SIZE_FLAGS = 7,
    HEADER = 16,
    SMALLEST = 32,
    PAGE = 4096,
    BINS = 127,
    FAST_BINS = 10,
    RECENT_BINS = 64,
    RECENT_DEPTH = 7,
    LARGEST_SMALL = 1008
};

struct recent_lists {
    unsigned short count[RECENT_BINS];
    void *first[RECENT_BINS];
};

struct heap {
    chunk *top;
    chunk *last_remainder;
    chunk *fast[FAST_BINS];
    int has_fast, mapped_count;
    size_t largest_fast, top_pad, trim_threshold, mmap_threshold, mapped_limit;
    int thresholds_fixed;
    size_t from_system, most_from_system;
    char *start;
    struct recent_lists *recent;
    size_t mapped_bytes;
    struct {
        chunk *first, *last;
    } bins[BINS];
};
extern struct heap __heap;

#define SIZE_OF(c) ((c)->size & ~(size_t)SIZE_FLAGS)
#define AT(c, offset) ((chunk *)((char *)(c) + (offset)))
#define NEXT(c) AT(c, SIZE_OF(c))
#define IN_USE(c) (NEXT(c)->size & FRONT_IN_USE)
#define MEMORY(c) ((void *)((char *)(c) + HEADER))
#define CHUNK(memory) ((chunk *)((char *)(memory) - HEADER))
#define BIN(i) ((chunk *)((char *)&__heap.bins[i].first - offsetof(chunk, next_free)))
#define RECENT_INDEX(size) (((size) - SMALLEST) / 16)
#define FAST_INDEX(size) ((size) / 16 - 2)
#define TOO_LARGE(bytes) ((bytes) > 0x7fffffffffffffffUL)
#define CHUNK_SIZE(bytes) ((bytes) + 8 + 15 < SMALLEST ? SMALLEST : ((bytes) + 8 + 15) & ~(size_t)15)
#define PAGES_UP(bytes) (((bytes) + PAGE - 1) & ~(size_t)(PAGE - 1))

void __heap_prepare(void);
void *__heap_allocate(size_t bytes);
void __heap_release(chunk *c, int to_recent);
chunk *__heap_grow(size_t size);
void __heap_shrink(size_t pad);
void __heap_consolidate(void);
void *__heap_split_top(size_t size);
int __bin_of(size_t size);
void __bin_insert(chunk *c);
void __bin_insert_unsorted(chunk *c);
void __bin_remove(chunk *c);
int __recent_put(chunk *c);
void *__recent_take(size_t size);
chunk *__map_chunk(size_t size);
void __unmap_chunk(chunk *c);
void __heap_damaged(const char *how);

#endif
