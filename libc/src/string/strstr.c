/* Finding a string in a string. */
#include <string.h>

char *strstr(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);
    if (!length)
        return (char *)text;
    for (text = strchr(text, *wanted); text; text = strchr(text + 1, *wanted))
        if (strncmp(text, wanted, length) == 0)
            return (char *)text;
    return NULL;
}
