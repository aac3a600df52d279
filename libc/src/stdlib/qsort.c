/* Sorting: merges in temporary memory, so that equal elements keep their order, as glibc does.
If there is no memory, a heap sort in place does it. */
#include <stdlib.h>
#include <string.h>
#include "../string/reserved.h"

typedef int comparison(const void *, const void *);

static void swap(char *a, char *b, size_t size)
{
    while (size--) {
        char kept = *a;
        *a++ = *b;
        *b++ = kept;
    }
}

static void sink(char *base, size_t root, size_t count, size_t size, comparison *compare)
{
    size_t child;
    while ((child = 2 * root + 1) < count) {
        if (child + 1 < count && compare(base + child * size, base + (child + 1) * size) < 0)
            child++;
        if (compare(base + root * size, base + child * size) >= 0)
            return;
        swap(base + root * size, base + child * size, size);
        root = child;
    }
}

static void sort_in_place(char *base, size_t count, size_t size, comparison *compare)
{
    size_t i;
    for (i = count / 2; i > 0; i--)
        sink(base, i - 1, count, size, compare);
    for (i = count - 1; i > 0; i--) {
        swap(base, base + i * size, size);
        sink(base, 0, i, size, compare);
    }
}

static void merge_sort(char *base, size_t count, size_t size, comparison *compare, char *spare)
{
    size_t left = count / 2, right = count - left;
    char *a = base, *b = base + left * size, *to = spare;
    if (count <= 1)
        return;
    merge_sort(a, left, size, compare, spare);
    merge_sort(b, right, size, compare, spare);
    while (left > 0 && right > 0) {
        if (compare(a, b) <= 0) {
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

static void sort_small(char *base, size_t count, size_t size, comparison *compare)
{
    char spare[count * size];
    merge_sort(base, count, size, compare, spare);
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    char *spare;
    if (count < 2 || size == 0)
        return;
    if (count * size < 1024) {
        sort_small(base, count, size, compare);
        return;
    }
    spare = malloc(count * size);
    if (!spare) {
        sort_in_place(base, count, size, compare);
        return;
    }
    merge_sort(base, count, size, compare, spare);
    free(spare);
}
