/* qsort and bsearch: order, stability, large arrays, and random numbers that a seed decides. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    int key, place;
};

static int by_key(const void *a, const void *b)
{
    return ((const struct pair *)a)->key - ((const struct pair *)b)->key;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_byte(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

static void pairs(int count)
{
    struct pair *all = malloc(count * sizeof *all), key = {count / 3, 0}, *found;
    unsigned sum = 0;
    int i, sorted = 1;
    for (i = 0; i < count; i++) {
        all[i].key = rand() % count;
        all[i].place = i;
    }
    qsort(all, count, sizeof *all, by_key);
    for (i = 1; i < count; i++)
        if (all[i - 1].key > all[i].key || (all[i - 1].key == all[i].key && all[i - 1].place > all[i].place))
            sorted = 0;
    for (i = 0; i < count; i++)
        sum = sum * 31 + all[i].key * 7 + all[i].place;
    found = bsearch(&key, all, count, sizeof *all, by_key);
    printf("%d pairs: sorted and stable %d, hash %u, found %d\n", count, sorted, sum, found ? found->key : -1);
    free(all);
}

int main(void)
{
    char *words[] = {"pear", "apple", "fig", "banana", "cherry", "date"};
    char letters[] = "the quick brown fox";
    unsigned seed = 3;
    int i;
    for (i = 0; i < 5; i++)
        printf("%d ", rand());
    srand(2024);
    for (i = 0; i < 5; i++)
        printf("%d ", rand());
    for (i = 0; i < 5; i++)
        printf("%d ", rand_r(&seed));
    printf("\n");
    qsort(words, 6, sizeof *words, by_text);
    for (i = 0; i < 6; i++)
        printf("%s ", words[i]);
    qsort(letters, strlen(letters), 1, by_byte);
    printf("[%s]\n", letters);
    pairs(1);
    pairs(2);
    pairs(10);
    pairs(1000);
    pairs(50000);
    return 0;
}
