/* Strings and bytes: lengths, copies, comparisons, searches, words, and the messages of errors and signals. */
#define _GNU_SOURCE
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

static long place(const char *in, const char *found)
{
    return found ? found - in : -1;
}

int main(void)
{
    char a[64], b[64], *saved, *word, *rest;
    const char *text = "the quick brown fox jumps over the lazy dog";
    int i;
    memset(a, '-', sizeof a);
    a[63] = 0;
    printf("%zu %zu %zu\n", strlen(a), strnlen(a, 10), strnlen("abc", 10));
    strcpy(b, "hello");
    strcat(b, ", ");
    strncat(b, "world and more", 5);
    printf("%s %ld\n", b, (long)(stpcpy(a, "abc") - a));
    memset(a, 'x', 20);
    strncpy(a, "short", 10);
    for (i = 0; i < 12; i++)
        printf("%d ", a[i]);
    printf("\n%d %d %d %d %d\n", sign(strcmp("a", "b")), sign(strcmp("abc", "abc")), sign(strcmp("abc", "ab")),
           sign(strcmp("\x80", "a")), sign(strncmp("abcd", "abce", 3)));
    printf("%d %d %d\n", sign(memcmp("a\0b", "a\0c", 3)), sign(strcasecmp("HeLLo", "hEllO")), sign(strncasecmp("abX", "ABY", 2)));
    printf("%ld %ld %ld %ld\n", place(text, strchr(text, 'q')), place(text, strrchr(text, 'o')), place(text, strchr(text, 0)),
           place(text, strchr(text, '!')));
    printf("%ld %ld %ld\n", place(text, strstr(text, "fox")), place(text, strstr(text, "the")), place(text, strstr(text, "cat")));
    printf("%ld %ld\n", place(text, strcasestr(text, "LAZY")), place(text, memmem(text, 20, "brown", 5)));
    printf("%zu %zu %ld\n", strspn("aabbcc", "ab"), strcspn("hello", "lo"), place(text, strpbrk(text, "xyz")));
    printf("%ld %ld\n", place(text, memchr(text, 'f', 43)), place(text, memrchr(text, 'e', 43)));
    strcpy(a, text);
    for (word = strtok(a, " "); word; word = strtok(NULL, " "))
        printf("[%s]", word);
    strcpy(a, ",,one,,two;three,");
    for (word = strtok_r(a, ",;", &saved); word; word = strtok_r(NULL, ",;", &saved))
        printf("[%s]", word);
    strcpy(a, "a,,b");
    rest = a;
    while ((word = strsep(&rest, ",")))
        printf("<%s>", word);
    printf("\n");
    strcpy(a, "0123456789");
    memmove(a + 2, a, 8);
    printf("%s\n", a);
    strcpy(a, "0123456789abcdefghijklmnop");
    memmove(a, a + 3, 20);
    printf("%s\n", a);
    memmove(a + 1, a, 20);
    printf("%s\n", a);
    word = strdup("copied");
    rest = strndup("copied", 3);
    printf("%s %s\n", word, rest);
    free(word);
    free(rest);
    memccpy(a, "stop here.and not", '.', 20);
    printf("%.10s\n", a);
    for (i = 0; i < 134; i++)
        printf("%d %s\n", i, strerror(i));
    printf("%s\n", strerror(1000));
    printf("%s\n", strerror(-1));
    for (i = 1; i < 32; i++)
        printf("%d %s\n", i, strsignal(i));
    for (i = 0; i < 128; i++)
        printf("%d%d%d%d%d%d%d%d%d%d%d %c%c\n", !!isalnum(i), !!isalpha(i), !!isblank(i), !!iscntrl(i), !!isdigit(i), !!isgraph(i),
               !!islower(i), !!isprint(i), !!ispunct(i), !!isspace(i), !!isupper(i), isprint(i) ? toupper(i) : '.',
               isprint(i) ? tolower(i) : '.');
    printf("%d %d %d %d\n", ffs(0), ffs(1), ffs(0x80000000), ffsll(1LL << 40));
    return 0;
}
