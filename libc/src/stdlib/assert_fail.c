/* A broken promise: named on stderr, then SIGABRT. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const char *__program_name(void);

void __assert_fail(const char *condition, const char *file, unsigned line, const char *function)
{
    fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", __program_name(), file, line, function, condition);
    abort();
}
