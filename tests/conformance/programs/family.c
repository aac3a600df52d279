// The parent writes ten pages; the child copies three of them; the parent then reuses two and waits.
#include "raw.h"

void _start(void) {
    volatile char* page = anonymous_pages(10 * 4096);
    for (long i = 0; i < 10; ++i) page[i * 4096] = 1;
    const long child = raw_call(call_fork, 0, 0, 0, 0);
    if (child == 0) {
        for (long i = 0; i < 3; ++i) page[i * 4096] = 2;
        leave(7);
    }
    raw_call(call_wait4, child, 0, 0, 0);
    for (long i = 0; i < 2; ++i) page[i * 4096] = 3;
    leave(0);
}
