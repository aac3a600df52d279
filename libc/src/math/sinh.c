/* Hyperbolic functions: from the exponential, or near zero, where that would cancel, from their own series. */
#include <math.h>
#include "extended.h"

static long double sinh_series(long double x)
{
    long double square = x * x, series = 1, k;
    for (k = 18; k >= 2; k -= 2)
        series = 1 + square * series / (k * (k + 1));
    return x * series;
}

static long double sinh_extended(double x)
{
    struct sum plus = {x, 0}, minus = {-x, 0};
    long double rising, falling;
    if (fabs(x) < 1)
        return sinh_series(x);
    rising = __exp_of_sum(plus);
    falling = __exp_of_sum(minus);
    return (rising - falling) / 2;
}

static long double cosh_extended(double x)
{
    struct sum plus = {x, 0}, minus = {-x, 0};
    long double rising, falling;
    rising = __exp_of_sum(plus);
    falling = __exp_of_sum(minus);
    return (rising + falling) / 2;
}

double sinh(double x)
{
    return isnan(x) || x == 0 ? x : (double)sinh_extended(x);
}

double cosh(double x)
{
    return isnan(x) ? x : (double)cosh_extended(x);
}

double tanh(double x)
{
    long double rise, run;
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) > 30)
        return copysign(1, x);
    rise = sinh_extended(x);
    run = cosh_extended(x);
    return (double)(rise / run);
}
