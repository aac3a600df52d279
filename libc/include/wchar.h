/* Strings of wide characters. In the only locale, "C", the first 128 of them are bytes. */
#ifndef _WCHAR_H
#define _WCHAR_H

#include <stddef.h>
#include <stdint.h>

typedef unsigned wint_t;
#define WEOF (~0U)

size_t wcslen(const wchar_t *text);
wchar_t *wcscpy(wchar_t *to, const wchar_t *from);
wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *wcscat(wchar_t *to, const wchar_t *from);
int wcscmp(const wchar_t *left, const wchar_t *right);
int wcsncmp(const wchar_t *left, const wchar_t *right, size_t count);
wchar_t *wcschr(const wchar_t *text, wchar_t wanted);
wchar_t *wcsrchr(const wchar_t *text, wchar_t wanted);
wchar_t *wmemset(wchar_t *to, wchar_t value, size_t count);
wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t count);
int wmemcmp(const wchar_t *left, const wchar_t *right, size_t count);

#endif
