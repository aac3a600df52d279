/* argv[0] without its folders. */
#include <string.h>

extern long *__first_stack;

const char *__program_name(void)
{
    const char *path = (const char *)__first_stack[1];
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (slash)
        return slash + 1;
    return path ? path : "";
}
