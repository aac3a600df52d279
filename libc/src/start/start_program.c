/* From the kernel's stack to main: environ, constructors, main, exit with destructors. */
#include <stdlib.h>
#include <unistd.h>

typedef void (*initializer)(int, char **, char **);
typedef void (*finisher)(void);

extern initializer __init_array_start[], __init_array_end[];
extern finisher __fini_array_start[], __fini_array_end[];
extern void (*__run_destructors)(void);
extern int main(int, char **, char **);

char **environ;
long *__first_stack;

static void run_destructors(void)
{
    finisher *each = __fini_array_end;
    while (each > __fini_array_start)
        (*--each)();
}

void __start_program(long *stack)
{
    int argc = (int)stack[0];
    char **argv = (char **)(stack + 1);
    initializer *each;
    __first_stack = stack;
    environ = argv + argc + 1;
    if (__fini_array_end > __fini_array_start)
        __run_destructors = run_destructors;
    for (each = __init_array_start; each < __init_array_end; each++)
        (*each)(argc, argv, environ);
    exit(main(argc, argv, environ));
}
