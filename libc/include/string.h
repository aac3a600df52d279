/* Bytes and strings. */
#ifndef _STRING_H
#define _STRING_H

#include <stddef.h>
#include <strings.h>

void *memccpy(void *to, const void *from, int stop, size_t count);
void *memchr(const void *bytes, int wanted, size_t count);
int memcmp(const void *left, const void *right, size_t count);
void *memcpy(void *to, const void *from, size_t count);
void *memmem(const void *bytes, size_t count, const void *wanted, size_t wanted_count);
void *memmove(void *to, const void *from, size_t count);
void *mempcpy(void *to, const void *from, size_t count);
void *memrchr(const void *bytes, int wanted, size_t count);
void *memset(void *bytes, int value, size_t count);
void explicit_bzero(void *bytes, size_t count);

char *basename(const char *path);
char *stpcpy(char *to, const char *from);
char *stpncpy(char *to, const char *from, size_t count);
char *strcasestr(const char *text, const char *wanted);
char *strcat(char *to, const char *from);
char *strchr(const char *text, int wanted);
char *strchrnul(const char *text, int wanted);
int strcmp(const char *left, const char *right);
int strcoll(const char *left, const char *right);
char *strcpy(char *to, const char *from);
size_t strcspn(const char *text, const char *reject);
char *strdup(const char *text);
char *strerror(int number);
#ifdef _GNU_SOURCE
char *strerror_r(int number, char *to, size_t size);
#else
int __xpg_strerror_r(int number, char *to, size_t size);
#define strerror_r __xpg_strerror_r
#endif
size_t strlen(const char *text);
char *strncat(char *to, const char *from, size_t count);
int strncmp(const char *left, const char *right, size_t count);
char *strncpy(char *to, const char *from, size_t count);
char *strndup(const char *text, size_t count);
size_t strnlen(const char *text, size_t limit);
char *strpbrk(const char *text, const char *accept);
char *strrchr(const char *text, int wanted);
char *strsep(char **text, const char *delimiters);
char *strsignal(int signal);
size_t strspn(const char *text, const char *accept);
char *strstr(const char *text, const char *wanted);
char *strtok(char *text, const char *delimiters);
char *strtok_r(char *text, const char *delimiters, char **saved);
size_t strxfrm(char *to, const char *from, size_t count);

#endif
