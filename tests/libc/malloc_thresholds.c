/* Where memory comes from: the heap's end (brk) or a mapping of its own, how far the heap grows, and when it shrinks.
   Everything is printed relative to the heap's start, so that two C libraries can be compared. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *start;

static void show(const char *what, void *memory)
{
    char *p = memory;
    long end = (char *)sbrk(0) - start;
    if (!p)
        printf("%-28s no memory, heap %ld\n", what, end);
    else if (p >= start && p < start + end)
        printf("%-28s at %6ld, %ld usable, heap %ld\n", what, (long)(p - start), (long)malloc_usable_size(p), end);
    else
        printf("%-28s mapped, page offset %ld, %ld usable, heap %ld\n", what, (long)p & 4095, (long)malloc_usable_size(p), end);
}

static void after(const char *what)
{
    printf("%-28s heap %ld\n", what, (long)((char *)sbrk(0) - start));
}

static void boundary(void)
{
    void *a = malloc(131048), *b, *c;
    show("131048", a);
    b = malloc(131049);
    show("131049", b);
    c = malloc(100 * 1024 * 1024);
    show("100 MiB", c);
    free(c);
    after("100 MiB freed");
    free(b);
    after("131049 freed");
    b = malloc(131049);
    show("131049 again", b);
    free(b);
    free(a);
    after("all freed");
}

static void many_blocks(void)
{
    void *blocks[64];
    int i;
    for (i = 0; i < 64; i++) {
        blocks[i] = malloc(64 * 1024);
        show("64 KiB", blocks[i]);
    }
    for (i = 0; i < 64; i++) {
        free(blocks[i]);
        after("64 KiB freed, upwards");
    }
    for (i = 0; i < 64; i++)
        blocks[i] = malloc(64 * 1024);
    for (i = 63; i >= 0; i--) {
        free(blocks[i]);
        after("64 KiB freed, downwards");
    }
}

static void growing(void)
{
    size_t size;
    char *p = malloc(1000);
    for (size = 1000; size < 3000000; size = size * 3 / 2) {
        p = realloc(p, size);
        memset(p, 1, size);
        show("grown", p);
    }
    for (; size > 100; size = size * 2 / 3) {
        p = realloc(p, size);
        show("shrunk", p);
    }
    free(p);
    after("freed");
}

static void cleared(void)
{
    long i, sum = 0;
    char *p = malloc(50000), *q;
    memset(p, 7, 50000);
    free(p);
    q = calloc(100, 400);
    show("calloc", q);
    for (i = 0; i < 40000; i++)
        sum += q[i];
    free(q);
    q = calloc(1, 1000000);
    show("calloc 1000000", q);
    for (i = 0; i < 1000000; i++)
        sum += q[i];
    free(q);
    printf("sum %ld\n", sum);
}

static void aligned(void)
{
    void *p[9];
    int i;
    for (i = 0; i < 9; i++) {
        p[i] = aligned_alloc(16L << i, 1000);
        printf("%d ", (long)p[i] % (16L << i) == 0);
        show("aligned", p[i]);
    }
    for (i = 0; i < 9; i++)
        free(p[i]);
    after("aligned freed");
    printf("%d\n", posix_memalign(p, 3, 10));
}

static void other_break(void)
{
    char *gap;
    void *a = malloc(1000), *b;
    show("before", a);
    gap = sbrk(8192);
    memset(gap, 5, 8192);
    b = malloc(100000);
    show("behind a gap", b);
    free(b);
    free(a);
    after("freed");
    printf("%d\n", gap[0] + gap[8191]);
}

/* Thousands of steps, from a fixed seed: the whole bookkeeping has to agree. */
static void anything(unsigned seed, unsigned largest)
{
    enum { SLOTS = 100 };
    static char *slots[SLOTS];
    static size_t sizes[SLOTS];
    int i;
    for (i = 0; i < 4000; i++) {
        unsigned slot = (seed = seed * 1664525 + 1013904223) >> 8, action, size;
        slot %= SLOTS;
        action = (seed = seed * 1664525 + 1013904223) >> 24 & 7;
        size = (seed = seed * 1664525 + 1013904223) >> 4;
        size = size % (1u << (4 + (seed >> 28))) % largest;
        if (!slots[slot]) {
            slots[slot] = action == 0 ? calloc(1, size) : action == 1 ? memalign(64, size) : malloc(size);
            show("new", slots[slot]);
        } else if (action < 3) {
            size_t kept = size < sizes[slot] ? size : sizes[slot], k;
            slots[slot] = realloc(slots[slot], size + 1);
            show("resized", slots[slot]);
            for (k = 0; k < kept; k++)
                if (slots[slot][k] != (char)slot)
                    printf("LOST\n");
            size++;
        } else {
            free(slots[slot]);
            after("freed");
            slots[slot] = NULL;
            continue;
        }
        sizes[slot] = size;
        memset(slots[slot], (char)slot, size);
    }
    for (i = 0; i < SLOTS; i++) {
        free(slots[i]);
        slots[i] = NULL;
    }
    after("everything freed");
}

int main(void)
{
    char *first = malloc(1);
    start = (char *)((long)first & -4096);
    show("one byte", first);
    many_blocks();
    boundary();
    growing();
    cleared();
    aligned();
    anything(1, 200);
    anything(2, 2000);
    anything(3, 70000);
    anything(4, 400000);
    show("fifty", malloc(50));
    other_break();
    printf("%d\n", malloc_trim(0));
    after("trimmed");
    mallopt(M_MMAP_THRESHOLD, 4096);
    show("threshold 4096", malloc(5000));
    show("impossible", malloc(1UL << 62));
    show("zero", malloc(0));
    return 0;
}
