/* Every common conversion of printf, with flags, widths and precisions, over numbers that are hard to print. */
#include <float.h>
#include <stdio.h>
#include <string.h>
int main()
{
    double v[] = {0.0,  -0.0,  1.0,      1.5,    3.14159265358979, 1e10,      1e-10,    123456789.123, 0.1,     0.5,
                  2.5,  9.995, 99999.95, 1e300,  1e-300,           5e-324,    DBL_MAX,  DBL_MIN,       1.0 / 3, 2.0 / 3,
                  1e22, 1e23,  0.001,    0.0001, 0.00001,          1234567.0, 999999.5, 9.5,           10.5,    0.05,
                  0.25, 0.75};
    char *f[] = {"%f",    "%e",    "%g",       "%a",       "%.0f", "%.0e", "%.0g", "%.0a",      "%.3f",  "%.3e",
                 "%.3g",  "%.3a",  "%20.10f|", "%-20.5e|", "%+g",  "% g",  "%#g",  "%#.0f",     "%#.0e", "%020.3f",
                 "%.15g", "%.17g", "%.30f",    "%.40e",    "%G",   "%E",   "%A",   "%-+15.2f|", "%.1f",  "%.2f"};
    for (int i = 0; i < sizeof f / sizeof *f; i++)
        for (int j = 0; j < sizeof v / sizeof *v; j++) {
            if (!strcmp(f[i], "%#g") && v[j] == 999999.5)
                continue; /* glibc 2.36 prints "1.e+06" */
            printf(f[i], v[j]);
            printf("\n");
            printf(f[i], -v[j]);
            printf("\n");
        }
    /* Computed, not written: a compiler may keep only a double of a written one. */
    long double one = 1, half = 0.5, large = 1e250, lv[10] = {0, 1, 1.5, 3.141592653589793, 1, 1, 1, 1, 1, 1};
    for (int i = 0; i < 16; i++) {
        lv[4] *= large;
        lv[5] /= large;
    }
    lv[6] /= 10;
    for (int i = 0; i < 16382; i++)
        lv[8] *= half;
    for (int i = 0; i < 63; i++)
        lv[7] = lv[7] + lv[7] + one;
    for (int i = 0; i < 16384 - 64; i++)
        lv[7] += lv[7];
    lv[9] /= 3;
    char *lf[] = {"%Lf", "%Le", "%Lg", "%La", "%.3Lf", "%.25Le", "%.30Lg", "%.2La", "%.20Lf"};
    for (int i = 0; i < sizeof lf / sizeof *lf; i++)
        for (int j = 0; j < sizeof lv / sizeof *lv; j++) {
            printf(lf[i], lv[j]);
            printf("\n");
        }
    double inf = 1e308 * 10;
    double nan = inf - inf;
    printf("%f %e %g %a %F %E %010f %-10f| %+f %5.1f\n", inf, -inf, inf, inf, inf, inf, inf, inf, inf, -inf);
    printf("%f %F %010g\n", nan, nan, nan);
    char *g[] = {"%d",      "%5d|",  "%-5d|",  "%05d", "%+d",   "% d",    "%.3d",   "%8.3d|", "%-8.3d|",
                 "%08.3d|", "%.0d",  "%i",     "%u",   "%o",    "%#o",    "%x",     "%#x",    "%X",
                 "%#X",     "%#08x", "%#.5x",  "%hd",  "%hhd",  "%hu",    "%hhu",   "%#.0o",  "%#5o|",
                 "%+5d|",   "%'d",   "%-+5d|", "%02d", "%.10d", "%#10x|", "%-#10x|"};
    int iv[] = {0, 1, -1, 42, -42, 123456, 2147483647, -2147483648, 255, 65535, 8};
    for (int i = 0; i < sizeof g / sizeof *g; i++)
        for (int j = 0; j < sizeof iv / sizeof *iv; j++) {
            int n = printf(g[i], iv[j]);
            printf(" %d\n", n);
        }
    printf("%ld %lu %lx %lld %llu %zd %zu %jd %td %p %p %10p|%-20p|\n", -1L, -1L, -1L, -2LL, -2LL, -3L, 3L, 4L, 5L,
           (void *)0, (void *)0x1234, (void *)0, (void *)0xabc);
    printf("%s|%10s|%-10s|%.2s|%10.3s|%c|%5c|%-5c|%%|%s|%.3s|%5%|\n", "hello", "hi", "hi", "hello", "hello", 'x', 'y',
           'z', (char *)0, (char *)0);
    printf("%*d|%-*d|%.*f|%*.*f|%*d\n", 5, 42, 5, 42, 2, 3.14159, 10, 3, 2.71828, -6, 7);
    int n;
    printf("abc%n\n", &n);
    printf("%d\n", n);
    printf("%y\n");
    char b[10];
    int k = snprintf(b, sizeof b, "%s", "a long string here");
    printf("%s %d\n", b, k);
    k = snprintf(NULL, 0, "%d", 12345);
    printf("%d\n", k);
    printf("%g %g %g %g\n", 100000.0, 1000000.0, 1e15, 123456.7);
    printf("%.500f\n", 1e-5);
    printf("%5000d\n", 7);
    return 0;
}
