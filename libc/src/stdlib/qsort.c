/* Sorting: merges in temporary memory, so that equal elements keep their order, as glibc does.
If there is no memory, a heap sort in place does it. */
#include <stdlib.h>
#include <string.h>
#include "../string/reserved.h"

/* The third argument is the caller's; a comparison of two does not look at it. */
typedef int comparison(const void *, const void *, void *);

static void swap(char *a, char *b, size_t size)
{
    while (size--) {
        char kept = *a;
        *a++ = *b;
        *b++ = kept;
    }
}

static void sink(char *base, size_t root, size_t count, size_t size, comparison *compare, void *context)
{
    size_t child;
    while ((child = 2 * root + 1) < count) {
        if (child + 1 < count && compare(base + child * size, base + (child + 1) * size, context) < 0)
            child++;
        if (compare(base + root * size, base + child * size, context) >= 0)
            return;
        swap(base + root * size, base + child * size, size);
        root = child;
    }
}

static void sort_in_place(char *base, size_t count, size_t size, comparison *compare, void *context)
{
    size_t i;
    for (i = count / 2; i > 0; i--)
        sink(base, i - 1, count, size, compare, context);
    for (i = count - 1; i > 0; i--) {
        swap(base, base + i * size, size);
        sink(base, 0, i, size, compare, context);
    }
}

static void merge_sort(char *base, size_t count, size_t size, comparison *compare, void *context, char *spare)
{
    size_t left = count / 2, right = count - left;
    char *a = base, *b = base + left * size, *to = spare;
    if (count <= 1)
        return;
    merge_sort(a, left, size, compare, context, spare);
    merge_sort(b, right, size, compare, context, spare);
    while (left > 0 && right > 0) {
        if (compare(a, b, context) <= 0) {
            to = __mempcpy(to, a, size);
            a += size;
            left--;
        } else {
            to = __mempcpy(to, b, size);
            b += size;
            right--;
        }
    }
    memcpy(to, a, left * size);
    memcpy(base, spare, (count - right) * size);
}

static void sort_small(char *base, size_t count, size_t size, comparison *compare, void *context)
{
    char spare[count * size];
    merge_sort(base, count, size, compare, context, spare);
}

void __qsort_r(void *base, size_t count, size_t size, comparison *compare, void *context)
{
    char *spare;
    if (count < 2 || size == 0)
        return;
    if (count * size < 1024) {
        sort_small(base, count, size, compare, context);
        return;
    }
    spare = malloc(count * size);
    if (!spare) {
        sort_in_place(base, count, size, compare, context);
        return;
    }
    merge_sort(base, count, size, compare, context, spare);
    free(spare);
}

void qsort_r(void *base, size_t count, size_t size, comparison *compare, void *context)
{
    __qsort_r(base, count, size, compare, context);
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    __qsort_r(base, count, size, (comparison *)compare, NULL);
}
