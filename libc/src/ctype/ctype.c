/* Kinds of characters, by their places in ASCII. */
#include <ctype.h>

#define BETWEEN(c, low, high) ((unsigned)(c) - (low) <= (high) - (low))

int isdigit(int c)
{
    return BETWEEN(c, '0', '9');
}

int islower(int c)
{
    return BETWEEN(c, 'a', 'z');
}

int isupper(int c)
{
    return BETWEEN(c, 'A', 'Z');
}

int isalpha(int c)
{
    return BETWEEN(c | 32, 'a', 'z');
}

int isalnum(int c)
{
    return isalpha(c) || isdigit(c);
}

int isxdigit(int c)
{
    return isdigit(c) || BETWEEN(c | 32, 'a', 'f');
}

int isblank(int c)
{
    return c == ' ' || c == '\t';
}

int isspace(int c)
{
    return c == ' ' || BETWEEN(c, '\t', '\r');
}

int iscntrl(int c)
{
    return BETWEEN(c, 0, 31) || c == 127;
}

int isprint(int c)
{
    return BETWEEN(c, 32, 126);
}

int isgraph(int c)
{
    return BETWEEN(c, 33, 126);
}

int ispunct(int c)
{
    return isgraph(c) && !isalnum(c);
}

int isascii(int c)
{
    return BETWEEN(c, 0, 127);
}

int toascii(int c)
{
    return c & 127;
}

int tolower(int c)
{
    return isupper(c) ? c | 32 : c;
}

int toupper(int c)
{
    return islower(c) ? c & ~32 : c;
}
