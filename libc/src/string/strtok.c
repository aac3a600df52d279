/* Cutting a string into words. */
#include <string.h>

char *strtok_r(char *text, const char *delimiters, char **saved)
{
    char *end;
    if (!text)
        text = *saved;
    text += strspn(text, delimiters);
    if (!*text) {
        *saved = text;
        return NULL;
    }
    end = text + strcspn(text, delimiters);
    if (*end)
        *end++ = 0;
    *saved = end;
    return text;
}

char *strtok(char *text, const char *delimiters)
{
    static char *saved;
    return strtok_r(text, delimiters, &saved);
}

char *strsep(char **text, const char *delimiters)
{
    char *start = *text, *end;
    if (!start)
        return NULL;
    end = start + strcspn(start, delimiters);
    *text = *end ? end + 1 : NULL;
    *end = 0;
    return start;
}
