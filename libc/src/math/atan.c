/* Angles from ratios: the angle is halved three times, until a short series is enough. */
#include <math.h>
#include "extended.h"

static const double pi[] = {0x1.921fb54442d18p+1, 0x1.1a62633145c06p-53};

/* One step of Newton's, from the processor's root of a double. */
long double __sqrt_extended(long double x)
{
    long double root = sqrt((double)x);
    if (root == 0)
        return root;
    return (root + x / root) / 2;
}

/* The arc tangent of x, 0 <= x <= 1. */
static long double small_angle(long double x)
{
    long double square, series = 0, k;
    int i;
    for (i = 0; i < 3; i++) {
        square = __sqrt_extended(1 + x * x);
        x = x / (1 + square);
    }
    square = x * x;
    for (k = 25; k >= 3; k -= 2)
        series = square * (1 / k - series);
    return 8 * (x - x * series);
}

/* The angle of the point (x, y), from -pi to pi; both are finite and one is not zero. */
long double __atan_extended(long double y, long double x)
{
    long double rise = fabsl(y), run = fabsl(x), angle, half = pi[0] / 2, half_rest = pi[1] / 2;
    half = half + half_rest;
    if (rise <= run)
        angle = small_angle(rise / run);
    else {
        angle = small_angle(run / rise);
        angle = half - angle;
    }
    if (x < 0)
        angle = half - angle + half;
    if (y < 0)
        angle = -angle;
    return angle;
}

double atan2(double y, double x)
{
    long double rise, run;
    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(x) || isinf(y)) {
        y = copysign(isinf(y) ? 1 : 0, y);
        x = copysign(isinf(x) ? 1 : 0, x);
    }
    if (y == 0)
        return signbit(x) ? copysign(pi[0], y) : y;
    rise = y;
    run = x;
    return (double)__atan_extended(rise, run);
}

double atan(double x)
{
    return atan2(x, 1);
}

/* The side of the right triangle whose long side is 1 and whose other side is x. */
static long double other_side(long double x)
{
    return __sqrt_extended((1 - x) * (1 + x));
}

double asin(double x)
{
    long double rise = x, run;
    if (isnan(x) || fabs(x) > 1)
        return isnan(x) ? x : NAN;
    if (x == 0)
        return x;
    run = other_side(rise);
    return (double)__atan_extended(rise, run);
}

double acos(double x)
{
    long double rise, run = x;
    if (isnan(x) || fabs(x) > 1)
        return isnan(x) ? x : NAN;
    if (x == 1)
        return 0;
    rise = other_side(run);
    return (double)__atan_extended(rise, run);
}

double hypot(double x, double y)
{
    long double a, b;
    if (isinf(x) || isinf(y))
        return HUGE_VAL;
    if (isnan(x) || isnan(y) || x == 0 || y == 0)
        return fabs(x) + fabs(y);
    if (fabs(x) > 1e150 || fabs(y) > 1e150)
        return hypot(x * 0x1p-600, y * 0x1p-600) * 0x1p600;
    if (fabs(x) < 1e-150 && fabs(y) < 1e-150)
        return hypot(x * 0x1p600, y * 0x1p600) * 0x1p-600;
    a = x;
    b = y;
    return (double)__sqrt_extended(a * a + b * b);
}

float atan2f(float y, float x)
{
    return (float)atan2(y, x);
}

float atanf(float x)
{
    return (float)atan2(x, 1);
}

float asinf(float x)
{
    return (float)asin(x);
}

float acosf(float x)
{
    return (float)acos(x);
}
