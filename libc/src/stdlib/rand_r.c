/* Random numbers whose state the caller keeps. */
#include <stdlib.h>

static unsigned step(unsigned *seed, unsigned range)
{
    *seed = *seed * 1103515245 + 12345;
    return *seed / 65536 % range;
}

int rand_r(unsigned *seed)
{
    unsigned high = step(seed, 2048), middle = step(seed, 1024), low = step(seed, 1024);
    return (int)((high << 10 ^ middle) << 10 ^ low);
}
