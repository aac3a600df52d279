/* The error function, by a series of positive terms, and what it leaves to 1, by a continued fraction where that is small. */
#include <math.h>
#include "extended.h"

static const double two_by_root_pi[] = {0x1.20dd750429b6dp+0, 0x1.1ae3a914fed8p-56};

/* e to the -x^2, with the square in double length. */
static long double bell(long double x)
{
    struct sum square;
    square.large = x * x;
    square.small = __exact_product_error(x, x, square.large);
    square.large = -square.large;
    square.small = -square.small;
    return __exp_of_sum(square);
}

static long double scaled(long double x)
{
    long double factor = two_by_root_pi[0], rest = two_by_root_pi[1];
    return (factor + rest) * x;
}

/* 2/sqrt(pi) e^(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...) */
static long double series(long double x)
{
    long double term = x, sum = x, odd;
    for (odd = 3; term > sum * 0x1p-70L; odd += 2) {
        term = term * 2 * x * x / odd;
        sum = sum + term;
    }
    return scaled(sum * bell(x));
}

static long double fraction(long double x)
{
    long double below = x, k;
    for (k = 120; k >= 1; k--)
        below = x + k / 2 / below;
    return scaled(bell(x) / below / 2);
}

double erf(double x)
{
    long double size = fabs(x);
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) > 6.5)
        return copysign(1, x);
    return copysign((double)series(size), x);
}

double erfc(double x)
{
    long double size = fabs(x), result;
    if (isnan(x))
        return x;
    if (fabs(x) > 28)
        return x > 0 ? 0 : 2;
    if (x > 2)
        return (double)fraction(size);
    result = 0;
    if (x != 0)
        result = series(size);
    if (x < 0)
        result = -result;
    return (double)(1 - result);
}
