/* Angles: quarter turns are taken away, exactly, and a series does the rest, which is less than 0.79. */
#include <math.h>
#include "extended.h"

/* pi/2 in parts. A whole number of 31 bits times one of the first two is exact. */
static const double quarter[] = {0x1.921fb54400000p+0, 0x1.0b4611a600000p-34, 0x1.3198a2e037073p-69, 0x1.129024e088a67p-123};
static const double quarters_per_unit = 0x1.45f306dc9c883p-1;

static long double sine_series(long double x)
{
    long double square = x * x, series = 1, k;
    for (k = 22; k >= 2; k -= 2)
        series = 1 - square * series / (k * (k + 1));
    return x * series;
}

static long double cosine_series(long double x)
{
    long double square = x * x, series = 1, k;
    for (k = 23; k >= 1; k -= 2)
        series = 1 - square * series / (k * (k + 1));
    return series;
}

/* Sine of the angle plus so many quarter turns. */
static long double sine(double x, int turns)
{
    long double whole = quarters_per_unit, rest = x, part, result;
    int i;
    if (!(fabs(x) < 0x1p31))
        return (x - x) / (x - x);
    whole = __round_to_whole(rest * whole);
    for (i = 0; i < 4; i++) {
        part = quarter[i];
        rest = rest - whole * part;
    }
    turns += (int)((long)(double)whole & 3);
    if (turns & 1)
        result = cosine_series(rest);
    else
        result = sine_series(rest);
    if (turns & 2)
        result = -result;
    return result;
}

double sin(double x)
{
    return x == 0 ? x : (double)sine(x, 0);
}

double cos(double x)
{
    return (double)sine(x, 1);
}

double tan(double x)
{
    long double rise = sine(x, 0), run = sine(x, 1);
    return x == 0 ? x : (double)(rise / run);
}

float sinf(float x)
{
    return (float)sin(x);
}

float cosf(float x)
{
    return (float)cos(x);
}

float tanf(float x)
{
    return (float)tan(x);
}
