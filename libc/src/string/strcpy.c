/* Copying strings. */
#include <string.h>
#include "reserved.h"

char *strcpy(char *to, const char *from)
{
    __stpcpy(to, from);
    return to;
}
