/* Floating numbers from text: the nearest one, for every type, near every limit. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main()
{
    char *t[] = {"0",
                 "-0",
                 "1",
                 "1.5",
                 "3.14159",
                 "1e10",
                 "1e22",
                 "1e23",
                 "1e-5",
                 "123456789012345678901234567890",
                 "0.1",
                 "  -12.5abc",
                 "inf",
                 "-INFINITY",
                 "nan",
                 "0x1.8p3",
                 "0x.8",
                 "0xabc.defp-4",
                 "1e400",
                 "-1e400",
                 "1e-400",
                 "4.9e-324",
                 "2.4e-324",
                 "2.5e-324",
                 "2.2250738585072014e-308",
                 "2.2250738585072011e-308",
                 "1.7976931348623157e308",
                 "1.7976931348623159e308",
                 "9007199254740993",
                 "9007199254740992.5",
                 "9007199254740993.0000000000000000000001",
                 "1e",
                 "1e+",
                 "e5",
                 ".5",
                 "5.",
                 ".",
                 "",
                 "0x",
                 "0x1p",
                 "123e-2",
                 "00012.500",
                 "1.00000000000000011102230246251565",
                 "1.000000000000000111022302462515654042363166809082031251",
                 "6.631236846766476e-316",
                 "8.98846567431158e307",
                 "1e-323",
                 "3.4028236e38",
                 "1e-45",
                 "7e-46",
                 "1e39",
                 "1e4932",
                 "1.2e4932",
                 "3.6e-4951",
                 "1e-4960",
                 "0.3",
                 "2.5e-3",
                 "5e-324",
                 "1.1897314953572317649e4932",
                 "18446744073709551615",
                 "18446744073709551617",
                 "0x1.00000000000008p0",
                 "0x1.00000000000018p0",
                 "0x1.0000000000000801p0",
                 "0x123456789abcdef012345p0",
                 "1e5000",
                 "1e-6000",
                 "0e99999999"};
    for (int i = 0; i < sizeof t / sizeof *t; i++) {
        char *e;
        errno = 0;
        double d = strtod(t[i], &e);
        printf("%s -> %.17g %a rest[%s] %d\n", t[i], d, d, e, errno);
        errno = 0;
        float f = strtof(t[i], &e);
        printf("   f %.9g [%s] %d\n", f, e, errno);
        errno = 0;
        long double l = strtold(t[i], &e);
        printf("   l %.21Lg %d\n", l, errno);
    }
    srand(7);
    for (int i = 0; i < 2000; i++) {
        char b[64];
        unsigned long u = (unsigned long)rand() << 33;
        u ^= (unsigned long)rand() << 11;
        u ^= rand();
        double d;
        memcpy(&d, &u, 8);
        sprintf(b, "%.17g", d);
        double q = strtod(b, 0);
        sprintf(b + 32, "%.5g", d);
        double r = strtod(b + 32, 0);
        printf("%s %a %a\n", b, q, r);
        if (d == d && q != d)
            printf("BAD\n");
        {
            int x = rand() % 1000, y = rand(), z = rand() % 600 - 300;
            sprintf(b, "%d.%de%d", x, y, z);
        };
        printf("%a %a %La\n", strtod(b, 0), strtof(b, 0), strtold(b, 0));
    }
    for (int i = 0; i < 5; i++)
        printf("%d ", rand());
    unsigned s = 5;
    for (int i = 0; i < 5; i++)
        printf("%d ", rand_r(&s));
    printf("\n");
}
