/* Logarithms: the power of two apart, then ln m = 2 (s + s^3/3 + s^5/5 + ...) with s = (m - 1) / (m + 1), below 0.172. */
#include <math.h>
#include "extended.h"

enum { LAST_TERM = 29 };

static const double ln2[] = {0x1.62e42fefa2000p-1, 0x1.9ef35793c7673p-41, 0x1.f97b57a079a19p-103};
static const double inverse_ln2[] = {0x1.71547652b82fep+0, 0x1.777d0ffda0d23p-56};
static const double inverse_ln10[] = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};

/* The natural logarithm of a positive, finite x. */
struct sum __log_as_sum(double x)
{
    int exponent;
    long double m = frexp(x, &exponent), s, s_rest, series = 0, square, k, power, first, second, third;
    struct sum result;
    if (m < M_SQRT1_2) {
        m *= 2;
        exponent--;
    }
    s = (m - 1) / (m + 1);
    square = s * (m + 1);
    s_rest = __exact_product_error(s, m + 1, square);
    s_rest = (m - 1 - square - s_rest) / (m + 1);
    square = s * s;
    for (k = LAST_TERM; k >= 3; k -= 2)
        series = square * (series + 1 / k);
    power = exponent;
    first = ln2[0];
    second = ln2[1];
    third = ln2[2];
    first = power * first;
    second = power * second;
    third = power * third;
    result.large = first + 2 * s;
    result.small = 0;
    if (exponent)
        result.small = (first - result.large) + 2 * s;
    result.small = result.small + (second + (2 * s * series + (2 * s_rest + third)));
    s = result.large + result.small;
    result.small = (result.large - s) + result.small;
    result.large = s;
    return result;
}

/* Where there is no logarithm of a number: 1, and in *value what is returned instead. */
static int outside(double x, double *value)
{
    if (isnan(x) || (isinf(x) && x > 0))
        *value = x;
    else if (x == 0)
        *value = -HUGE_VAL;
    else if (x < 0)
        *value = (x - x) / (x - x);
    else
        return 0;
    return 1;
}

static double log_to_base(double x, const double inverse[])
{
    double value;
    long double factor = inverse[0], correction = inverse[1];
    struct sum ln;
    if (outside(x, &value))
        return value;
    ln = __log_as_sum(x);
    return (double)(ln.large * factor + (ln.small * factor + ln.large * correction));
}

double log(double x)
{
    double value;
    struct sum ln;
    if (outside(x, &value))
        return value;
    ln = __log_as_sum(x);
    return (double)(ln.large + ln.small);
}

double log2(double x)
{
    int exponent;
    if (frexp(x, &exponent) == 0.5)
        return exponent - 1;
    return log_to_base(x, inverse_ln2);
}

double log10(double x)
{
    if (x < 0)
        return NAN;
    return log_to_base(x, inverse_ln10);
}

float logf(float x)
{
    return (float)log(x);
}
