// Writes one byte in each page of 100 MiB: with the page of text, 25,601 minor faults.
#include "raw.h"

void _start(void) {
    const long bytes = 100L << 20;
    volatile char* page = anonymous_pages(bytes);
    for (long at = 0; at < bytes; at += 4096) page[at] = 1;
    leave(0);
}
