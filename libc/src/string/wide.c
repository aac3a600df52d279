/* Strings of wide characters, and between them and bytes. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

size_t wcslen(const wchar_t *text)
{
    const wchar_t *end = text;
    while (*end)
        end++;
    return end - text;
}

wchar_t *wmemset(wchar_t *to, wchar_t value, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++)
        to[i] = value;
    return to;
}

wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t count)
{
    return memcpy(to, from, count * sizeof *to);
}

int wmemcmp(const wchar_t *left, const wchar_t *right, size_t count)
{
    for (; count > 0; count--, left++, right++)
        if (*left != *right)
            return *left < *right ? -1 : 1;
    return 0;
}

wchar_t *wcscpy(wchar_t *to, const wchar_t *from)
{
    return wmemcpy(to, from, wcslen(from) + 1);
}

wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t count)
{
    size_t i;
    for (i = 0; i < count && from[i]; i++)
        to[i] = from[i];
    wmemset(to + i, 0, count - i);
    return to;
}

wchar_t *wcscat(wchar_t *to, const wchar_t *from)
{
    wcscpy(to + wcslen(to), from);
    return to;
}

int wcsncmp(const wchar_t *left, const wchar_t *right, size_t count)
{
    for (; count > 0; count--, left++, right++) {
        if (*left != *right)
            return *left < *right ? -1 : 1;
        if (!*left)
            break;
    }
    return 0;
}

int wcscmp(const wchar_t *left, const wchar_t *right)
{
    return wcsncmp(left, right, -1);
}

wchar_t *wcschr(const wchar_t *text, wchar_t wanted)
{
    for (; *text != wanted; text++)
        if (!*text)
            return NULL;
    return (wchar_t *)text;
}

wchar_t *wcsrchr(const wchar_t *text, wchar_t wanted)
{
    const wchar_t *at = text + wcslen(text);
    for (; *at != wanted; at--)
        if (at == text)
            return NULL;
    return (wchar_t *)at;
}

/* A byte of the "C" locale is one character below 128, or none. */
size_t mbstowcs(wchar_t *to, const char *from, size_t count)
{
    size_t i, length = strlen(from);
    for (i = 0; i < length && (!to || i < count); i++) {
        if (from[i] < 0) {
            errno = EILSEQ;
            return -1;
        }
        if (to)
            to[i] = from[i];
    }
    if (to && i < count)
        to[i] = 0;
    return i;
}

size_t wcstombs(char *to, const wchar_t *from, size_t count)
{
    size_t i, length = wcslen(from);
    for (i = 0; i < length && (!to || i < count); i++) {
        if (from[i] < 0 || from[i] > 127) {
            errno = EILSEQ;
            return -1;
        }
        if (to)
            to[i] = (char)from[i];
    }
    if (to && i < count)
        to[i] = 0;
    return i;
}
