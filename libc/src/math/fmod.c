/* The rest of a division, exactly: by subtraction of y, doubled as often as it fits. */
#include <math.h>

double fmod(double x, double y)
{
    double rest = fabs(x), divisor = fabs(y), step;
    int have, need;
    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(x) || y == 0)
        return (x - x) / (x - x);
    if (isinf(y) || rest < divisor)
        return x;
    while (rest >= divisor) {
        frexp(rest, &have);
        frexp(divisor, &need);
        step = ldexp(divisor, have - need);
        if (step > rest)
            step = ldexp(divisor, have - need - 1);
        rest -= step;
    }
    return copysign(rest, x);
}

float fmodf(float x, float y)
{
    return (float)fmod(x, y);
}
