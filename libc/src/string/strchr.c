/* Finding a character in a string. */
#include <string.h>
#include "reserved.h"

char *__strchrnul(const char *text, int wanted)
{
    while (*text && *text != (char)wanted)
        text++;
    return (char *)text;
}

char *strchrnul(const char *text, int wanted)
{
    return __strchrnul(text, wanted);
}

char *strchr(const char *text, int wanted)
{
    char *found = __strchrnul(text, wanted);
    return *found == (char)wanted ? found : NULL;
}

char *strrchr(const char *text, int wanted)
{
    return __memrchr(text, wanted, strlen(text) + 1);
}

char *index(const char *text, int wanted)
{
    return strchr(text, wanted);
}

char *rindex(const char *text, int wanted)
{
    return strrchr(text, wanted);
}
