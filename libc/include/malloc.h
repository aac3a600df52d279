/* Looking into malloc, and tuning it. */
#ifndef _MALLOC_H
#define _MALLOC_H

#include <stdlib.h>

#define M_MXFAST 1
#define M_TRIM_THRESHOLD (-1)
#define M_TOP_PAD (-2)
#define M_MMAP_THRESHOLD (-3)
#define M_MMAP_MAX (-4)

/* What the heap holds, in bytes and in pieces; `mallinfo` has the same in ints, which large heaps overflow. */
struct mallinfo2 {
    size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
};
struct mallinfo {
    int arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
};

struct mallinfo2 mallinfo2(void);
struct mallinfo mallinfo(void);
size_t malloc_usable_size(void *memory);
int malloc_trim(size_t pad);
int mallopt(int parameter, int value);

#endif
