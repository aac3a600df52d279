/* What runs before main and after it, and in which order. */
#include <stdio.h>
#include <stdlib.h>

static int ready;

static void __attribute__((constructor)) prepare(void)
{
    ready = 1;
}

static void __attribute__((destructor)) finish(void)
{
    printf("destructor\n");
}

static void registered(void)
{
    printf("registered\n");
}

int main(int argc, char **argv, char **environment)
{
    int variables = 0;
    while (environment[variables])
        variables++;
    printf("ready %d, %d arguments, last is null %d, %d variables\n", ready, argc, argv[argc] == NULL, variables);
    printf("%s %s\n", getenv("TZ"), getenv("NOT_THERE") ? "?" : "none");
    atexit(registered);
    return 3;
}
