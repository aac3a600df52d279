/* The functions of float that are those of double, rounded. */
#include <math.h>

float acoshf(float x) { return (float)acosh(x); }
float asinhf(float x) { return (float)asinh(x); }
float atanhf(float x) { return (float)atanh(x); }
float cbrtf(float x) { return (float)cbrt(x); }
float copysignf(float size, float sign) { return (float)copysign(size, sign); }
float coshf(float x) { return (float)cosh(x); }
float exp2f(float x) { return (float)exp2(x); }
float expm1f(float x) { return (float)expm1(x); }
float fdimf(float x, float y) { return (float)fdim(x, y); }
float fmaxf(float x, float y) { return (float)fmax(x, y); }
float fminf(float x, float y) { return (float)fmin(x, y); }
float frexpf(float x, int *exponent) { return (float)frexp(x, exponent); }
float hypotf(float x, float y) { return (float)hypot(x, y); }
float ldexpf(float x, int exponent) { return (float)ldexp(x, exponent); }
float log10f(float x) { return (float)log10(x); }
float log1pf(float x) { return (float)log1p(x); }
float log2f(float x) { return (float)log2(x); }
float nearbyintf(float x) { return (float)nearbyint(x); }
float rintf(float x) { return (float)rint(x); }
float scalbnf(float x, int exponent) { return (float)ldexp(x, exponent); }
float sinhf(float x) { return (float)sinh(x); }
float tanhf(float x) { return (float)tanh(x); }
long lrintf(float x) { return lrint(x); }
long lroundf(float x) { return lround(x); }

float modff(float x, float *whole)
{
    double part, rest = modf(x, &part);
    *whole = (float)part;
    return (float)rest;
}
