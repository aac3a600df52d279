/* Powers: e to the (y ln x), with the logarithm and the product in double length, so that whole results come out whole. */
#include <math.h>
#include "extended.h"

enum { NOT_WHOLE, ODD, EVEN };

static int parity(double y)
{
    if (isinf(y) || trunc(y) != y)
        return isinf(y) ? EVEN : NOT_WHOLE;
    return fmod(y, 2) != 0 ? ODD : EVEN;
}

/* Cases that need no logarithm: 1, and the power in *value. */
static int special(double x, double y, double *value)
{
    double size = fabs(x);
    if (y == 0 || x == 1)
        *value = 1;
    else if (isnan(x) || isnan(y))
        *value = x + y;
    else if (isinf(y))
        *value = size == 1 ? 1 : (size > 1) == (y > 0) ? HUGE_VAL : 0;
    else if (x == 0 || isinf(x))
        *value = (copysign(parity(y) == ODD ? 1 : 0, x) < 0 ? -1 : 1) * ((x == 0) == (y > 0) ? 0.0 : HUGE_VAL);
    else if (x < 0 && parity(y) == NOT_WHOLE)
        *value = (x - x) / (x - x);
    else
        return 0;
    return 1;
}

double pow(double x, double y)
{
    double value;
    struct sum ln, product;
    long double factor = y, error;
    if (special(x, y, &value))
        return value;
    ln = __log_as_sum(fabs(x));
    product.large = ln.large * factor;
    error = __exact_product_error(ln.large, factor, product.large);
    product.small = error + ln.small * factor;
    value = (double)__exp_of_sum(product);
    return x < 0 && parity(y) == ODD ? -value : value;
}

float powf(float x, float y)
{
    return (float)pow(x, y);
}

double cbrt(double x)
{
    struct sum third;
    long double root, size = fabs(x);
    if (x == 0 || !isfinite(x))
        return x;
    third = __log_as_sum(fabs(x));
    third.large /= 3;
    third.small /= 3;
    root = __exp_of_sum(third);
    root = root - (root * root * root - size) / (3 * root * root);
    return x < 0 ? -(double)root : (double)root;
}
