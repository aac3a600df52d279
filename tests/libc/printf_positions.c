/* Conversions that name their argument, in any order and more than once, of every class that arguments are passed in. */
#include <errno.h>
#include <stdio.h>

int main(void)
{
    char text[64];
    int count;
    printf("%2$d %1$s\n", "one", 2);
    printf("%1$s %1$s %2$*3$d|%2$-*3$d|%2$0*3$d|\n", "twice", 5, 8);
    printf("%2$.*1$f|%3$-8s|%3$8.2s|\n", 2, 3.14159, "left");
    printf("%3$c%2$c%1$c %% %4$*5$d|\n", 'a', 'b', 'c', 7, -4);
    printf("%8$d %7$ld %6$d %5$d %4$d %3$d %2$d %1$d\n", 1, 2, 3, 4, 5, 6, 7000000000L, 8);
    printf("%10$g %9$g %8$g %7$g %6$g %5$g %4$g %3$g %2$g %1$g\n", 1., 2., 3., 4., 5., 6., 7., 8., 9., 10.5);
    printf("%3$Lf %2$d %1$Lg %4$s\n", 1.5L, 3, 2.25L, "last");
    printf("%2$zu %1$#llx %3$p\n", 0xabcdefULL, sizeof(long), (void *)0);
    count = snprintf(text, sizeof text, "%2$hhd%3$n %1$+d", 5, 300, &errno);
    printf("[%s] %d %d\n", text, count, errno);
    return 0;
}
