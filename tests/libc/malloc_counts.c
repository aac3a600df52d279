/* mallinfo2 counts what glibc counts: heap, mappings, what is free and what is in use. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

/* What is printed would be allocated too: so it is kept first. */
static struct mallinfo2 kept[12];
static int count;

static void keep(void)
{
    kept[count++] = mallinfo2();
}

int main(void)
{
    void *p[100], *big, *larger;
    struct mallinfo narrow;
    int i;
    keep();
    for (i = 0; i < 100; i++)
        p[i] = malloc(100 + i * 16);
    keep();
    for (i = 0; i < 100; i += 2)
        free(p[i]);
    keep();
    big = malloc(1 << 20);
    keep();
    larger = realloc(big, 3 << 20);
    keep();
    free(larger);
    keep();
    for (i = 1; i < 100; i += 2)
        free(p[i]);
    keep();
    for (i = 0; i < 20; i++)
        p[i] = malloc(24);
    for (i = 0; i < 20; i++)
        free(p[i]);
    keep();
    malloc_trim(0);
    keep();
    narrow = mallinfo();
    printf("%d %zu\n", narrow.uordblks, malloc_usable_size(malloc(1000)));
    for (i = 0; i < count; i++)
        printf("arena %zu free pieces %zu fast %zu mapped %zu %zu %zu %zu used %zu free %zu top %zu\n", kept[i].arena,
               kept[i].ordblks, kept[i].smblks, kept[i].hblks, kept[i].hblkhd, kept[i].usmblks, kept[i].fsmblks,
               kept[i].uordblks, kept[i].fordblks, kept[i].keepcost);
    return 0;
}
