/* String functions that are not ISO C, under names that no program can have taken. */
#ifndef LIBC_RESERVED_STRINGS_H
#define LIBC_RESERVED_STRINGS_H

#include <stddef.h>

const char *__error_text(int number);
void *__mempcpy(void *to, const void *from, size_t count);
void *__memrchr(const void *bytes, int wanted, size_t count);
char *__stpcpy(char *to, const char *from);
char *__strchrnul(const char *text, int wanted);
int __strncasecmp(const char *left, const char *right, size_t count);
size_t __strnlen(const char *text, size_t limit);

#endif
