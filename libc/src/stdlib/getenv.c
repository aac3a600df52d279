/* Reading the environment. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *getenv(const char *name)
{
    size_t length = strlen(name);
    char **each;
    if (!environ || !length)
        return NULL;
    for (each = environ; *each; each++)
        if (strncmp(*each, name, length) == 0 && (*each)[length] == '=')
            return *each + length + 1;
    return NULL;
}
