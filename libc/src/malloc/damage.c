/* What the program did to its heap, in glibc's words, then SIGABRT. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "heap.h"
#include "../syscalls/reserved.h"

void __heap_damaged(const char *how)
{
    __write(2, how, strlen(how));
    __write(2, "\n", 1);
    abort();
}
