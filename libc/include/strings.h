/* The older string functions, and comparison without case. */
#ifndef _STRINGS_H
#define _STRINGS_H

#include <stddef.h>

int bcmp(const void *left, const void *right, size_t count);
void bcopy(const void *from, void *to, size_t count);
void bzero(void *bytes, size_t count);
int ffs(int value);
int ffsl(long value);
int ffsll(long long value);
char *index(const char *text, int wanted);
char *rindex(const char *text, int wanted);
int strcasecmp(const char *left, const char *right);
int strncasecmp(const char *left, const char *right, size_t count);

#endif
