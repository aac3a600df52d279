/* The less common functions of <math.h>. Where glibc itself is not exact in the last digits, fewer are compared. */
#include <limits.h>
#include <math.h>
#include <stdio.h>

#define EACH(f, digits)                                                      \
    for (i = 0; i < COUNT; i++)                                              \
        printf(#f " %g %." #digits "g\n", values[i], f(values[i]) == 0 ? fabs((double)f(values[i])) : (double)f(values[i]))
#define EACH_LONG(f)                                                         \
    for (i = 0; i < COUNT; i++) {                                            \
        x = values[i];                                                       \
        x = f(x);                                                            \
        printf(#f " %g %.18Lg\n", values[i], x);                             \
    }

int main(void)
{
    const double values[] = {0, -0.0, 0.5, -0.5, 1, -1, 2, 3, 10, 100, 0.1, 0.3, -0.3, 0.45, 1e-5, 1e-10, -1e-10, 1e10, -7.5, 2.5,
                                5.5, 1.0 / 3, 1.0001, 1.5, 0.999, 20.25, 27, 170.6, 171, 1e300, 1e-300, 5e-324, INFINITY, -INFINITY, NAN};
    enum { COUNT = sizeof values / sizeof *values };
    const double pairs[][2] = {{10, 3}, {-10, 3}, {5, 2}, {7, 2}, {1, -0.75}, {1e300, 7}, {3, 0}, {0, 3}, {5, INFINITY}, {INFINITY, 2}, {1, 1}, {2, 1}, {-1, 0}, {0, -1}, {5e-324, 0}};
    float whole;
    double rest;
    long double x, y;
    int i, exponent;
    EACH(log1p, 15);
    EACH(expm1, 15);
    EACH(asinh, 15);
    EACH(acosh, 15);
    EACH(atanh, 15);
    EACH(erf, 15);
    EACH(erfc, 14);
    EACH(tgamma, 14);
    EACH(lgamma, 12);
    EACH(logb, 17);
    EACH(cbrtf, 7);
    EACH(exp2f, 6);
    EACH(log2f, 6);
    EACH(log10f, 6);
    EACH(log1pf, 6);
    EACH(expm1f, 6);
    EACH(sinhf, 6);
    EACH(coshf, 6);
    EACH(tanhf, 6);
    EACH(rintf, 9);
    EACH(nearbyintf, 9);
    EACH_LONG(sqrtl);
    EACH_LONG(floorl);
    EACH_LONG(ceill);
    EACH_LONG(truncl);
    EACH_LONG(roundl);
    for (i = 0; i < (int)(sizeof pairs / sizeof *pairs); i++) {
        double a = pairs[i][0], b = pairs[i][1];
        printf("remainder %g %g %.17g\n", a, b, fabs(remainder(a, b)));
        printf("nextafter %g %g %.17g\n", a, b, nextafter(a, b));
        x = a;
        y = b;
        x = fmodl(x, y);
        printf("fmodl %g %g %.18Lg\n", a, b, fabsl(x));
        printf("floats %g %g %g %g %g %g\n", a, b, fmaxf(a, b), fminf(a, b), fdimf(a, b), hypotf(a, b));
    }
    for (i = 0; i < 10; i++)
        printf("whole %g %lld %lld %ld %ld %d\n", values[i], llround(values[i] + 0.5), llrint(values[i] + 0.5),
               lroundf(values[i]), lrintf(values[i]), ilogb(values[i]));
    rest = modff(-3.75f, &whole);
    printf("%g %g %g %g", rest, whole, copysignf(3, -0.0f), frexpf(48, &exponent));
    printf(" %d", exponent);
    printf(" %g %g %d %d\n", ldexpf(3, 4), scalbnf(3, -1), isnan(nan("")), ilogb(INFINITY) == INT_MAX);
    printf("%d %d\n", HUGE_VALF == INFINITY, ilogb(0) == FP_ILOGB0);
    return 0;
}
