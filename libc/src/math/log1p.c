/* e to the x less 1 and the logarithm of 1 + x, exact near 0 too, and the inverse hyperbolic functions, which are made of it. */
#include <math.h>
#include "extended.h"

/* ln (1 + x) = 2 (s + s^3/3 + s^5/5 + ...) with s = x / (2 + x), below 0.26 here. */
static long double log_series(long double x)
{
    long double s = x / (2 + x), square = s * s, series = 0, k;
    for (k = 35; k >= 3; k -= 2)
        series = square * (series + 1 / k);
    return 2 * (s + s * series);
}

/* x is above -1 and finite. */
static long double log1p_extended(long double x)
{
    long double sum = 1 + x, main, rest;
    struct sum ln;
    double rounded;
    if (x < 0.4L && x > -0.4L)
        return log_series(x);
    rounded = (double)sum;
    main = rounded;
    rest = (1 - main) + x;
    ln = __log_as_sum(rounded);
    return ln.large + (ln.small + rest / main);
}

double log1p(double x)
{
    if (isnan(x) || x == 0 || (isinf(x) && x > 0))
        return x;
    if (x <= -1)
        return x == -1 ? -HUGE_VAL : (x - x) / (x - x);
    return (double)log1p_extended(x);
}

static long double expm1_series(long double x)
{
    long double series = 1, k;
    for (k = 22; k >= 2; k--)
        series = 1 + x * series / k;
    return x * series;
}

double expm1(double x)
{
    struct sum sum = {x, 0};
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) < 0.5)
        return (double)expm1_series(x);
    return (double)(__exp_of_sum(sum) - 1);
}

static double log_of_twice(double x)
{
    struct sum ln = __log_as_sum(x);
    long double two = M_LN2;
    return (double)(ln.large + two);
}

double asinh(double x)
{
    long double size = fabs(x), square = size * size, result;
    if (!isfinite(x) || x == 0)
        return x;
    if (fabs(x) > 0x1p40)
        return copysign(log_of_twice(fabs(x)), x);
    result = log1p_extended(size + square / (1 + __sqrt_extended(1 + square)));
    return copysign((double)result, x);
}

double acosh(double x)
{
    long double above = x;
    if (isnan(x) || x < 1)
        return (x - x) / (x - x);
    if (isinf(x))
        return x;
    above = above - 1;
    if (x > 0x1p40)
        return log_of_twice(x);
    return (double)log1p_extended(above + __sqrt_extended(2 * above + above * above));
}

double atanh(double x)
{
    long double size = fabs(x), result;
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) >= 1)
        return fabs(x) == 1 ? copysign(HUGE_VAL, x) : (x - x) / (x - x);
    result = log1p_extended(2 * size / (1 - size));
    return copysign((double)(result / 2), x);
}
