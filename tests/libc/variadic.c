/* Variable arguments of every class, structures by value, and conversions between unsigned and floating numbers. */
#include <alloca.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct small {
    int a, b;
};
struct large {
    long values[6];
};

static void mixed(const char *kinds, ...)
{
    va_list list, copy;
    va_start(list, kinds);
    va_copy(copy, list);
    for (; *kinds; kinds++)
        switch (*kinds) {
        case 'i': printf("%d ", va_arg(list, int)); break;
        case 'l': printf("%ld ", va_arg(list, long)); break;
        case 'd': printf("%g ", va_arg(list, double)); break;
        case 'L': printf("%Lg ", va_arg(list, long double)); break;
        case 's': printf("%s ", va_arg(list, char *)); break;
        case 'S': {
            struct small s = va_arg(list, struct small);
            printf("{%d %d} ", s.a, s.b);
            break;
        }
        case 'B': {
            struct large s = va_arg(list, struct large);
            printf("{%ld..%ld} ", s.values[0], s.values[5]);
            break;
        }
        }
    va_end(list);
    printf("first again: %d\n", va_arg(copy, int));
    va_end(copy);
}

static struct large make(long start)
{
    struct large result;
    int i;
    for (i = 0; i < 6; i++)
        result.values[i] = start + i;
    return result;
}

static void forward(const char *format, ...)
{
    char text[200];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    printf("<%s>\n", text);
}

int main(void)
{
    struct small s = {3, 4};
    uint64_t unsigned_values[] = {0, 1, 1ULL << 53, (1ULL << 53) + 1, 1ULL << 63, (1ULL << 63) + 1025, UINT64_MAX, 12345678901234567890ULL};
    double reals[] = {0.0, 0.9, 1.5, 1e10, 9.3e18, 1.8e19};
    size_t i;
    char *stack;
    mixed("iiiiiiiiii", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    mixed("idididididididididid", 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10, 10.5);
    mixed("iLiSBsd", 1, 2.5L, 3, s, make(10), "text", 1e100);
    mixed("iBSLl", 7, make(-5), s, -1e30L, -1L);
    forward("%d %s %.2f %c %lx", 5, "five", 5.5, '5', 0x5555555555555555L);
    for (i = 0; i < sizeof unsigned_values / sizeof *unsigned_values; i++) {
        float f = (float)unsigned_values[i];
        double d = (double)unsigned_values[i];
        long double l = (long double)unsigned_values[i];
        printf("%.9g %.17g %.21Lg\n", f, d, l);
    }
    for (i = 0; i < sizeof reals / sizeof *reals; i++) {
        float f = (float)reals[i];
        uint64_t a = (uint64_t)reals[i], b = (uint64_t)f;
        printf("%llu %llu\n", (unsigned long long)a, (unsigned long long)b);
    }
    stack = alloca(1000);
    memset(stack, 'x', 999);
    stack[999] = 0;
    printf("%zu\n", strlen(stack));
    return 0;
}
