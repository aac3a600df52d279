/* What arrives on stdin, read in every way. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    char line[40], word[20], rest[100];
    int a, b, c, lines = 0;
    printf("Your name? ");
    if (fgets(line, sizeof line, stdin))
        line[strcspn(line, "\n")] = 0;
    printf("Hello, %s.\n", line);
    printf("%d\n", scanf("%d %d", &a, &b));
    printf("%d\n", a + b);
    while ((c = getchar()) != '\n' && c != EOF)
        printf("skipped %d\n", c);
    printf("%d ", scanf("%19s", word));
    printf("%s\n", word);
    c = getchar();
    ungetc('!', stdin);
    printf("%d %c\n", c, getchar());
    while (fgets(line, sizeof line, stdin) && ++lines < 3)
        printf("%d: %s", lines, line);
    printf("%zu bytes\n", fread(rest, 1, sizeof rest, stdin));
    printf("%d %d\n", feof(stdin), getchar());
    return 0;
}
