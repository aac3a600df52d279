/* The 48-bit random numbers, and sorting and searching with a context. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

static int in_direction(const void *a, const void *b, void *direction)
{
    return *(int *)direction * (*(const int *)a - *(const int *)b);
}

int main(void)
{
    unsigned short state[3] = {1, 2, 3}, numbers[7] = {1, 2, 3, 0x1234, 0x5678, 9, 11}, *old;
    int values[500], i, down = -1, up = 1, sorted = 1;
    printf("%.17g %.17g\n", drand48(), 0.0);
    srand48(42);
    for (i = 0; i < 5; i++)
        printf("%.17g ", drand48());
    for (i = 0; i < 5; i++)
        printf("%ld ", lrand48());
    for (i = 0; i < 5; i++)
        printf("%ld ", mrand48());
    for (i = 0; i < 3; i++)
        printf("%.17g ", erand48(state));
    for (i = 0; i < 3; i++)
        printf("%ld ", nrand48(state));
    for (i = 0; i < 3; i++)
        printf("%ld ", jrand48(state));
    printf("%d %d %d\n", state[0], state[1], state[2]);
    old = seed48(state);
    printf("%d %d %d %ld\n", old[0], old[1], old[2], lrand48());
    lcong48(numbers);
    printf("%ld", mrand48());
    printf(" %.17g\n", drand48());
    srand48(-7);
    printf("%ld\n", lrand48());
    for (i = 0; i < 500; i++)
        values[i] = (int)(lrand48() % 1000);
    qsort_r(values, 20, sizeof *values, in_direction, &down);
    for (i = 0; i < 20; i++)
        printf("%d ", values[i]);
    qsort_r(values, 500, sizeof *values, in_direction, &up);
    for (i = 1; i < 500; i++)
        sorted &= values[i - 1] <= values[i];
    printf("%d\n", sorted);
    return 0;
}
