/* The gamma function: by Stirling's series where its argument is large, and from there down by the law G(x + 1) = x G(x). */
#include <math.h>
#include "extended.h"

enum { LARGE = 24 };

static const double half_log_two_pi[] = {0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55};

/* ln G(x) for a large x. */
static struct sum stirling(long double x)
{
    static const double numerator[] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867};
    static const double denominator[] = {12, 360, 1260, 1680, 5940, 360360, 1092, 122400, 244188};
    long double series = 0, square = 1 / (x * x), top, bottom, half = half_log_two_pi[0], rest = half_log_two_pi[1], error;
    struct sum ln = __log_as_sum((double)x), result;
    int i;
    top = (double)x;
    ln.small = ln.small + (x - top) / top;
    for (i = 8; i >= 0; i--) {
        top = numerator[i];
        bottom = denominator[i];
        series = series * square + top / bottom;
    }
    result.large = (x - 0.5L) * ln.large;
    error = __exact_product_error(x - 0.5L, ln.large, result.large);
    result.small = error + (x - 0.5L) * ln.small + rest + series / x;
    top = result.large - x;
    result.small = result.small + ((result.large - top) - x);
    result.large = top + half;
    result.small = result.small + ((top - result.large) + half);
    return result;
}

/* x (x+1) (x+2) ... below the first factor that is large, which is left in *reached. */
static long double product_up(long double x, long double *reached)
{
    long double product = 1;
    while (x < LARGE) {
        product = product * x;
        x = x + 1;
    }
    *reached = x;
    return product;
}

static long double factorial_below(double x)
{
    long double product = 1, k;
    for (k = 2; k < x; k++)
        product = product * k;
    return product;
}

double tgamma(double x)
{
    long double reached, product;
    int whole = floor(x) == x;
    if (isnan(x) || (isinf(x) && x > 0))
        return x;
    if (x == 0)
        return copysign(HUGE_VAL, x);
    if (x < 0 && whole)
        return NAN;
    if (x > 172)
        return HUGE_VAL;
    if (x < -200)
        return fmod(floor(x), 2) == 0 ? 0 : -0.0;
    if (whole)
        return (double)factorial_below(x);
    reached = x;
    product = product_up(reached, &reached);
    reached = __exp_of_sum(stirling(reached));
    return (double)(reached / product);
}

int signgam;

double lgamma(double x)
{
    long double reached, product;
    struct sum result, ln;
    signgam = x < 0 && fmod(floor(x), 2) != 0 ? -1 : 1;
    if (isnan(x) || isinf(x))
        return x * x;
    if (x <= 0 && floor(x) == x)
        return HUGE_VAL;
    if (x == 1 || x == 2)
        return 0;
    if (x > 1e300)
        return x * (log(x) - 1);
    if (x < -200)
        return log(M_PI / fabs(x * sin(M_PI * (x - floor(x))))) - lgamma(-x);
    reached = x;
    product = product_up(reached, &reached);
    product = fabsl(product);
    result = stirling(reached);
    ln = __log_as_sum((double)product);
    reached = (double)product;
    return (double)((result.large - ln.large) + (result.small - ln.small - (product - reached) / reached));
}
