/* Functions of <math.h>. Where glibc itself is not exact in the last digits, fewer are compared. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
static double rnd(void)
{
    double a = rand() / 2147483648.0;
    return a;
}
#define T1(f)                                                                                                          \
    do {                                                                                                               \
        for (int i = 0; i < sizeof v / sizeof *v; i++)                                                                 \
            printf(#f " %g %.17g\n", v[i], f(v[i]));                                                                   \
    } while (0)
#define T2(f)                                                                                                          \
    do {                                                                                                               \
        for (int i = 0; i < sizeof v / sizeof *v; i++)                                                                 \
            printf(#f " %g %.14g\n", v[i], f(v[i]));                                                                   \
    } while (0)
int main()
{
    double v[] = {0,
                  -0.0,
                  0.5,
                  -0.5,
                  1,
                  -1,
                  2,
                  3,
                  10,
                  100,
                  1000,
                  0.1,
                  1e-5,
                  1e-10,
                  1e10,
                  -7.5,
                  2.5,
                  3.5,
                  1.0 / 3,
                  709,
                  710,
                  -745,
                  -746,
                  1e300,
                  1e-300,
                  5e-324,
                  INFINITY,
                  -INFINITY,
                  1e9,
                  M_PI,
                  M_PI_2,
                  123456.789,
                  1.5,
                  4503599627370497.5,
                  0.49999999999999994};
    T1(sqrt);
    T1(floor);
    T1(ceil);
    T1(trunc);
    T1(round);
    T1(rint);
    T1(exp);
    T2(exp2);
    T1(log);
    T2(log2);
    T2(log10);
    T1(fabs);
    T2(atan);
    T2(asin);
    T2(acos);
    T2(sinh);
    T2(cosh);
    T2(tanh);
    T2(cbrt);
    for (int i = 0; i < sizeof v / sizeof *v; i++)
        if (fabs(v[i]) < 1e9) {
            printf("%.15g %.15g %.15g\n", sin(v[i]), cos(v[i]), tan(v[i]));
        }
    for (int i = 0; i < sizeof v / sizeof *v; i++)
        for (int j = 0; j < sizeof v / sizeof *v; j++) {
            printf("pow %g %g %.14g\n", v[i], v[j], pow(v[i], v[j]));
            printf("fmod %.17g atan2 %.14g hypot %.14g\n", fmod(v[i], v[j]), atan2(v[i], v[j]), hypot(v[i], v[j]));
            printf("%g %g\n", fmax(v[i], v[j]), fmin(v[i], v[j]));
        }
    for (int i = 0; i < 3000; i++) {
        double a = rnd() * 20 - 10, b = rnd() * 10;
        printf("%.12g\n%.12g\n%.12g\n%.12g\n%.12g\n%.12g\n%.12g\n%.12g\n", sin(a), cos(a), tan(a), exp(a), log(b),
               pow(b, a), atan(a), log10(b));
    }
    int e;
    double w;
    printf("%g ", frexp(10, &e));
    printf("%d\n", e);
    printf("%g ", modf(-3.25, &w));
    printf("%g\n", w);
    printf("%g\n", ldexp(1, -1074));
    printf("%f %f %f %f\n", sqrtf(2), sinf(1), powf(2, .5), floorf(-2.5));
    printf("%d %d %d %d %d\n", isnan(NAN) != 0, isinf(INFINITY) != 0, isfinite(1.0) != 0, isnormal(1e-310) != 0,
           signbit(-0.0) != 0);
    printf("%f %f\n", NAN, INFINITY);
}
