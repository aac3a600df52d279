/* A program may have its own functions and variables under names that the C library also uses, and still use the library. */
#include <stdio.h>
#include <stdlib.h>

int index = 3;
int link, access;
long time = 5;
char read[10] = "mine";

int write(int a, int b)
{
    return a * b;
}

void close(void)
{
    printf("my close\n");
}

unsigned long strlen(const char *text)
{
    unsigned long length = 0;
    while (text[length])
        length++;
    return length;
}

int mmap(int x)
{
    return x + 1;
}

int kill(int x)
{
    return x - 1;
}

double round(double x)
{
    return x * 2;
}

void *mempcpy(int x)
{
    printf("never called by the library %d\n", x);
    return 0;
}

static char pool[100000];
static unsigned long used;
static int asked;

void *malloc(unsigned long size)
{
    void *memory = pool + used;
    used += (size + 15) & ~15UL;
    asked++;
    return memory;
}

void free(void *memory)
{
    (void)memory;
}

void *calloc(unsigned long count, unsigned long size)
{
    return malloc(count * size);
}

void *realloc(void *memory, unsigned long size)
{
    (void)memory;
    return malloc(size);
}

int main(void)
{
    char *large;
    FILE *file = fopen("/dev/zero", "r");
    printf("%d %d %d %ld %s %d %lu\n", index, link, access, time, read, write(6, 7), strlen("four"));
    close();
    printf("%d %d %g\n", mmap(1), kill(1), round(1.5));
    printf("%d\n", fgetc(file));
    fclose(file);
    large = malloc(200);
    large[0] = 'x';
    index++;
    printf("%d, asked %d\n", index, asked > 1);
    return 0;
}
