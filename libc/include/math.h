/* Real numbers. Results are computed with more bits than a double has, and rounded once; an angle above 2^31 is refused (NaN). */
#ifndef _MATH_H
#define _MATH_H

#define M_E 0x1.5bf0a8b145769p+1
#define M_LOG2E 0x1.71547652b82fep+0
#define M_LOG10E 0x1.bcb7b1526e50ep-2
#define M_LN2 0x1.62e42fefa39efp-1
#define M_LN10 0x1.26bb1bbb55516p+1
#define M_PI 0x1.921fb54442d18p+1
#define M_PI_2 0x1.921fb54442d18p+0
#define M_PI_4 0x1.921fb54442d18p-1
#define M_1_PI 0x1.45f306dc9c883p-2
#define M_2_PI 0x1.45f306dc9c883p-1
#define M_2_SQRTPI 0x1.20dd750429b6dp+0
#define M_SQRT2 0x1.6a09e667f3bcdp+0
#define M_SQRT1_2 0x1.6a09e667f3bcdp-1

extern const double __not_a_number;
#define HUGE_VAL 1e500
#define HUGE_VALF 1e500f
#define INFINITY 1e500f
#define NAN ((float)__not_a_number)

#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define FP_ILOGB0 (-2147483647 - 1)
#define FP_ILOGBNAN (-2147483647 - 1)

int __fpclassify(double value);
int __fpclassifyf(float value);
int __sign_bit(double value);
#define fpclassify(x) (sizeof(x) == sizeof(float) ? __fpclassifyf(x) : __fpclassify(x))
#define isnan(x) (fpclassify(x) == FP_NAN)
#define isinf(x) (fpclassify(x) == FP_INFINITE ? (__sign_bit(x) ? -1 : 1) : 0)
#define isfinite(x) (fpclassify(x) >= FP_ZERO)
#define isnormal(x) (fpclassify(x) == FP_NORMAL)
#define signbit(x) __sign_bit(x)
#define isgreater(x, y) ((x) > (y))
#define isgreaterequal(x, y) ((x) >= (y))
#define isless(x, y) ((x) < (y))
#define islessequal(x, y) ((x) <= (y))
#define isunordered(x, y) (isnan(x) || isnan(y))

double acos(double x);
double acosh(double x);
double asin(double x);
double asinh(double x);
double atan(double x);
double atan2(double y, double x);
double atanh(double x);
double cbrt(double x);
double ceil(double x);
double copysign(double size, double sign);
double cos(double x);
double cosh(double x);
double erf(double x);
double erfc(double x);
double exp(double x);
double exp2(double x);
double expm1(double x);
double fabs(double x);
double fdim(double x, double y);
double floor(double x);
double fmax(double x, double y);
double fmin(double x, double y);
double fmod(double x, double y);
double frexp(double x, int *exponent);
double hypot(double x, double y);
double ldexp(double x, int exponent);
double lgamma(double x);
double log(double x);
double log10(double x);
double log1p(double x);
double log2(double x);
double logb(double x);
double modf(double x, double *whole);
double nan(const char *tag);
double nextafter(double x, double towards);
double pow(double x, double y);
double remainder(double x, double y);
double rint(double x);
double nearbyint(double x);
double round(double x);
double scalbn(double x, int exponent);
double sin(double x);
double sinh(double x);
double sqrt(double x);
double tan(double x);
double tanh(double x);
double tgamma(double x);
double trunc(double x);
long lrint(double x);
long lround(double x);
long long llrint(double x);
long long llround(double x);
int ilogb(double x);
extern int signgam;

float acosf(float x);
float acoshf(float x);
float asinf(float x);
float asinhf(float x);
float atanf(float x);
float atan2f(float y, float x);
float atanhf(float x);
float cbrtf(float x);
float ceilf(float x);
float copysignf(float size, float sign);
float cosf(float x);
float coshf(float x);
float expf(float x);
float exp2f(float x);
float expm1f(float x);
float fabsf(float x);
float fdimf(float x, float y);
float floorf(float x);
float fmaxf(float x, float y);
float fminf(float x, float y);
float fmodf(float x, float y);
float frexpf(float x, int *exponent);
float hypotf(float x, float y);
float ldexpf(float x, int exponent);
float logf(float x);
float log10f(float x);
float log1pf(float x);
float log2f(float x);
float modff(float x, float *whole);
float nearbyintf(float x);
float powf(float x, float y);
float rintf(float x);
float roundf(float x);
float scalbnf(float x, int exponent);
float sinf(float x);
float sinhf(float x);
float sqrtf(float x);
float tanf(float x);
float tanhf(float x);
float truncf(float x);
long lrintf(float x);
long lroundf(float x);

long double fabsl(long double x);
long double ldexpl(long double x, int exponent);
long double ceill(long double x);
long double floorl(long double x);
long double fmodl(long double x, long double y);
long double roundl(long double x);
long double sqrtl(long double x);
long double truncl(long double x);

#endif
