/* Random numbers that are always the same: each is the sum of those 3 and 31 places before it, as in glibc, so that
a seed gives the same numbers there and here. */
#include <stdlib.h>

enum { PLACES = 31, BACK = 3 };

static unsigned state[PLACES];
static int at, seeded;

static unsigned step(void)
{
    unsigned sum = state[at] += state[(at + PLACES - BACK) % PLACES];
    at = (at + 1) % PLACES;
    return sum;
}

void srandom(unsigned seed)
{
    int i, value = seed ? (int)seed : 1;
    state[0] = value;
    for (i = 1; i < PLACES; i++) {
        value = (int)(16807L * value % 2147483647);
        if (value < 0)
            value += 2147483647;
        state[i] = value;
    }
    at = BACK;
    seeded = 1;
    for (i = 0; i < 10 * PLACES; i++)
        step();
}

long random(void)
{
    if (!seeded)
        srandom(1);
    return step() >> 1;
}

void srand(unsigned seed)
{
    srandom(seed);
}

int rand(void)
{
    return (int)random();
}
