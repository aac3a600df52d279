/* e to the x: a whole power of two, and a series for the rest, which is less than 0.35. */
#include <math.h>
#include "extended.h"

enum { TERMS = 19 };

/* ln 2 in three parts; a whole number of 11 bits times one of the first two is exact. */
static const double ln2[] = {0x1.62e42fefa2000p-1, 0x1.9ef35793c7673p-41, 0x1.f97b57a079a19p-103};
static const double log2_e = 0x1.71547652b82fep+0;

long double __exp_of_sum(struct sum x)
{
    long double whole, rest, series = 1, scale = log2_e, first = ln2[0], second = ln2[1], third = ln2[2], k;
    if (x.large > 20000)
        return HUGE_VAL;
    if (x.large < -20000)
        return 0;
    whole = __round_to_whole(x.large * scale);
    rest = x.large - whole * first;
    rest = rest - whole * second;
    rest = rest + (x.small - whole * third);
    for (k = TERMS; k > 1; k--)
        series = 1 + rest * series / k;
    return ldexpl(1 + rest * series, (int)whole);
}

double exp(double x)
{
    struct sum sum = {x, 0};
    if (isnan(x))
        return x;
    return (double)__exp_of_sum(sum);
}

double exp2(double x)
{
    double whole = rint(x);
    long double rest = x - whole, first = ln2[0], second = ln2[1];
    struct sum sum;
    if (isnan(x))
        return x;
    if (fabs(x) > 2000)
        return x > 0 ? HUGE_VAL : 0;
    sum.large = rest * first;
    sum.small = rest * second;
    return (double)ldexpl(__exp_of_sum(sum), (int)whole);
}

float expf(float x)
{
    return (float)exp(x);
}
