/* Streams whose bytes lie in memory: open_memstream and fmemopen. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void growing(void)
{
    char *text = NULL;
    size_t length = 99;
    FILE *stream = open_memstream(&text, &length);
    int i;
    fflush(stream);
    printf("empty: %zu '%s'\n", length, text);
    fprintf(stream, "%d and %s", 42, "more");
    fflush(stream);
    printf("%zu '%s'\n", length, text);
    for (i = 0; i < 5000; i++)
        fprintf(stream, " %d", i);
    printf("tell %ld\n", ftell(stream));
    fclose(stream);
    printf("%zu %zu '%s'\n", length, strlen(text), text + length - 9);
    free(text);

    stream = open_memstream(&text, &length);
    fputs("0123456789", stream);
    fseek(stream, 2, SEEK_SET);
    fputs("xy", stream);
    fflush(stream);
    printf("in the middle: %zu '%s'\n", length, text);
    fclose(stream);
    free(text);
}

static void reading(void)
{
    char text[] = "12 34 words\nsecond line\n", word[20], line[40];
    int a = 0, b = 0;
    FILE *stream = fmemopen(text, strlen(text), "r");
    printf("%d", fscanf(stream, "%d %d %19s", &a, &b, word));
    printf(" %d %d %s\n", a, b, word);
    getc(stream);
    printf("%s", fgets(line, sizeof line, stream));
    printf("%d", getc(stream));
    printf(" %d", feof(stream));
    rewind(stream);
    printf(" %c", getc(stream));
    printf(" %ld\n", ftell(stream));
    printf("%d\n", putc('x', stream));
    fclose(stream);
}

static void writing(void)
{
    char text[16];
    FILE *stream;
    memset(text, '#', sizeof text);
    stream = fmemopen(text, sizeof text, "w");
    fputs("short", stream);
    fflush(stream);
    printf("'%s' %c %ld\n", text, text[6], ftell(stream));
    printf("%d\n", fputs(" and then far too long", stream) >= 0);
    printf("flush %d\n", fflush(stream));
    fclose(stream);
    printf("'%.16s'\n", text);

    strcpy(text, "abc");
    stream = fmemopen(text, sizeof text, "a+");
    fputs("def", stream);
    rewind(stream);
    text[8] = getc(stream);
    printf("%c%c\n", text[8], getc(stream));
    fclose(stream);
    printf("%s\n", text);

    stream = fmemopen(NULL, 32, "w+");
    fprintf(stream, "own %d", 7);
    rewind(stream);
    printf("%s\n", fgets(text, sizeof text, stream));
    fclose(stream);
}

int main(void)
{
    growing();
    reading();
    writing();
    return 0;
}
