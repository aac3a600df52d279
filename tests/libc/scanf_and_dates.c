/* scanf over memory and stdin, and the calendar. */
#include <stdio.h>
#include <string.h>
#include <time.h>
int main()
{
    int a = -1, b = -1, c = -1, n;
    unsigned u;
    long l;
    char s[64] = "", t[64] = "";
    float f;
    double d;
    char ch;
    short h;
    unsigned char uc;
    void *p;
    long double ld;
    printf("%d ", sscanf("12 34 0x1f", "%d %d %i", &a, &b, &c));
    printf("%d %d %d\n", a, b, c);
    printf("%d ", sscanf("  hello world", "%s %s", s, t));
    printf("%s|%s\n", s, t);
    printf("%d ", sscanf("3.5e2,-0x1p3 inf", "%f,%lf %Lf", &f, &d, &ld));
    printf("%f %f %Lf\n", f, d, ld);
    printf("%d ", sscanf("abc123", "%[a-z]%d%n", s, &a, &n));
    printf("%s %d %d\n", s, a, n);
    printf("%d ", sscanf("x=5;y=6", "x=%d;y=%d", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d ", sscanf("x=5;z=6", "x=%d;y=%d", &a, &b));
    printf("%d\n", a);
    printf("%d\n", sscanf("", "%d", &a));
    printf("%d\n", sscanf("abc", "%d", &a));
    printf("%d ", sscanf("12345", "%2d%3d", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d ", sscanf("q w", "%c%c%c", s, s + 1, s + 2));
    printf("%.3s\n", s);
    printf("%d ", sscanf("abcdef", "%3c", s));
    printf("%.3s\n", s);
    printf("%d ", sscanf("100 200", "%*d %d", &a));
    printf("%d\n", a);
    printf("%d ", sscanf("70000 300 -1", "%hd %hhu %lu", &h, &uc, &l));
    printf("%d %d %lu\n", h, uc, l);
    printf("%d ", sscanf("[10:20]", "[%d:%d]", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d ", sscanf("a,b,c", "%[^,],%[^,],%s", s, t, t + 20));
    printf("%s %s %s\n", s, t, t + 20);
    printf("%d ", sscanf("0x7ffd1234", "%p", &p));
    printf("%p\n", p);
    printf("%d ", sscanf("VmRSS:   1234 kB", "VmRSS: %ld kB", &l));
    printf("%ld\n", l);
    printf("%d ", sscanf("7f00-8f00 r-xp", "%lx-%lx %4s", &l, &l, s));
    printf("%lx %s\n", l, s);
    printf("%d ", sscanf("50%", "%d%%%n", &a, &n));
    printf("%d %d\n", a, n);
    printf("%d ", sscanf("077 08", "%i %i", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d ", sscanf("1.5.6", "%lf%lf", &d, &d));
    printf("%f\n", d);
    printf("%d ", sscanf("5e", "%lf%s", &d, s));
    printf("\n");
    printf("%d ", sscanf("99999999999999999999", "%ld", &l));
    printf("%ld\n", l);
    char *own = NULL, *other = NULL;
    printf("%d ", sscanf("alloc me", "%ms %m[a-m]", &own, &other));
    printf("%s %s\n", own, other);
    printf("%d ", sscanf("xyz", "%3mc", &own));
    printf("%.3s\n", own);
    printf("%d ", sscanf("xyz", "%m[0-9]", &other));
    printf("%d\n", sscanf("word", "%*ms"));
    char line[100];
    int x;
    while (scanf("%d", &x) == 1)
        printf("got %d\n", x);
    scanf("%s", line);
    printf("%s\n", line);
    printf("%d\n", getchar());
    while (fgets(line, sizeof line, stdin))
        printf("[%s]", line);
    printf("%d %d\n", feof(stdin), ferror(stdin));
    time_t ts[] = {0,      1,          86399,        86400,       951782400,  1709164800, 1700000000, -1,
                   -86401, 4102444800, 253402300799, -2208988800, 1735516800, 1609459199, 1230768000};
    for (int i = 0; i < sizeof ts / sizeof *ts; i++) {
        struct tm m = *gmtime(&ts[i]);
        char b[300];
        strftime(b, 300,
                 "%a %A %b %B %c|%C %d %D %e %F %g %G %H %I %j %k %l %m %M %p %P %r %R %s %S %T %u %U %V %w %W %x %X "
                 "%y %Y %z %Z %%",
                 &m);
        printf("%s\n%s", b, asctime(&m));
        printf("%ld %d\n", (long)mktime(&m), m.tm_yday);
    }
    struct tm m = {.tm_year = 124, .tm_mon = 14, .tm_mday = 35, .tm_hour = 30, .tm_min = -5, .tm_sec = 100};
    printf("%ld ", (long)mktime(&m));
    printf("%s", asctime(&m));
    printf("%s", ctime(&ts[6]));
    char bb[5];
    printf("%d\n", (int)strftime(bb, 5, "%Y", &m));
    printf("%d\n", (int)strftime(bb, 5, "%Y-", &m));
}
