/* Functions to be called at exit. The first 32 need no memory; more are kept in blocks of 32. */
#include <stdlib.h>

extern void (*__run_at_exit)(void);

struct block {
    struct block *older;
    int count;
    void (*functions[32])(void);
};
static struct block first, *newest = &first;

static void run(void)
{
    for (;;) {
        if (newest->count > 0)
            newest->functions[--newest->count]();
        else if (newest->older)
            newest = newest->older;
        else
            return;
    }
}

int atexit(void (*function)(void))
{
    if (newest->count == 32) {
        struct block *block = malloc(sizeof *block);
        if (!block)
            return -1;
        block->older = newest;
        block->count = 0;
        newest = block;
    }
    newest->functions[newest->count++] = function;
    __run_at_exit = run;
    return 0;
}
