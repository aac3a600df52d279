/* Random numbers of 48 bits: x becomes a x + c. The same seeds give the same numbers as on any Unix. */
#include <stdlib.h>

#define MASK ((1UL << 48) - 1)
#define USUAL_FACTOR 0x5deece66dUL

static unsigned long own, factor = USUAL_FACTOR;
static unsigned long addend = 11;

static unsigned long load(const unsigned short words[3])
{
    return words[0] | (unsigned long)words[1] << 16 | (unsigned long)words[2] << 32;
}

static void store(unsigned short words[3], unsigned long value)
{
    words[0] = (unsigned short)value;
    words[1] = (unsigned short)(value >> 16);
    words[2] = (unsigned short)(value >> 32);
}

static unsigned long step(unsigned long x)
{
    return (x * factor + addend) & MASK;
}

static unsigned long step_words(unsigned short words[3])
{
    unsigned long x = step(load(words));
    store(words, x);
    return x;
}

void srand48(long seed)
{
    own = ((unsigned long)seed << 16 | 0x330e) & MASK;
    factor = USUAL_FACTOR;
    addend = 11;
}

unsigned short *seed48(unsigned short seed[3])
{
    static unsigned short old[3];
    store(old, own);
    own = load(seed);
    factor = USUAL_FACTOR;
    addend = 11;
    return old;
}

void lcong48(unsigned short numbers[7])
{
    own = load(numbers);
    factor = load(numbers + 3);
    addend = numbers[6];
}

double drand48(void)
{
    return (double)(long)(own = step(own)) * 0x1p-48;
}

double erand48(unsigned short state[3])
{
    return (double)(long)step_words(state) * 0x1p-48;
}

long lrand48(void)
{
    return (own = step(own)) >> 17;
}

long nrand48(unsigned short state[3])
{
    return step_words(state) >> 17;
}

long mrand48(void)
{
    return (int)((own = step(own)) >> 16);
}

long jrand48(unsigned short state[3])
{
    return (int)(step_words(state) >> 16);
}
