#include "program.h"

static u64 bits_of(double x) { union { double d; u64 u; } v; v.d = x; return v.u; }
static u32 bits_of_float(float x) { union { float f; u32 u; } v; v.f = x; return v.u; }
static double root(double x) { double r = x > 1 ? x / 2 : 1; int i; for (i = 0; i < 60; i++) r = (r + x / r) / 2; return r; }
static double exponential(double x) { double sum = 1, term = 1; int i; for (i = 1; i < 40; i++) { term = term * x / i; sum += term; } return sum; }
static double sine(double x) { double sum = x, term = x; int i; for (i = 1; i < 20; i++) { term = -term * x * x / ((2 * i) * (2 * i + 1)); sum += term; } return sum; }
static float smooth(const float *v, int n) { float s = 0; int i; for (i = 0; i < n; i++) s = s * 0.75f + v[i] * 0.25f; return s; }
static double variadic(int n, ...) {
  __builtin_va_list list;
  double s = 0;
  __builtin_va_start(list, n);
  while (n--) s = s * 1.5 + __builtin_va_arg(list, double);
  __builtin_va_end(list);
  return s;
}
struct point { double x, y; };
static struct point turned(struct point p, double c, double s) { struct point r; r.x = p.x * c - p.y * s; r.y = p.x * s + p.y * c; return r; }

/* Not constants, so that nothing is folded. */
static double values[] = {0.0, -0.0, 1.0, -1.5, 1e300, -1e300, 1e-310, 3.14159265358979, 2147483647.5, -2147483648.5, 4294967296.0, 9.3e18, 0.1, 123456789.125};

int main(void) {
  double zero = values[0], infinity = 1.0 / zero, nan = zero / zero;
  float singles[32];
  struct point p = {1, 0};
  u64 h = 1;
  int i, j;
  line_hex("root", bits_of(root(2.0)));
  line_hex("exponential", bits_of(exponential(1.0)));
  line_hex("sine", bits_of(sine(0.5)));
  for (i = 0; i < 32; i++) singles[i] = (float)(int)(next_random() % 1000) / 7.0f;
  line_hex("smooth", bits_of_float(smooth(singles, 32)));
  line_hex("variadic", bits_of(variadic(5, 1.0, 2.5, -3.25, 1e10, 0.1)));
  for (i = 0; i < 100; i++) p = turned(p, 0.9998, 0.02);
  line_hex("x", bits_of(p.x));
  line_hex("y", bits_of(p.y));
  line_hex("infinity", bits_of(infinity));
  line_hex("nan", bits_of(nan));
  line_hex("negated", bits_of(-values[7]));
  line("nan compares", (nan == nan) | (nan != nan) << 1 | (nan < zero) << 2 | (nan >= zero) << 3 | !(nan <= zero) << 4);
  for (i = 0; i < 14; i++) {
    for (j = 0; j < 14; j++) {
      double a = values[i], b = values[j];
      float f = (float)a, g = (float)b;
      h = h * 31 + bits_of(a + b); h = h * 31 + bits_of(a - b); h = h * 31 + bits_of(a * b); h = h * 31 + bits_of(a / (b + 1.25));
      h = h * 31 + bits_of_float(f + g); h = h * 31 + bits_of_float(f * g); h = h * 31 + bits_of((double)f);
      h = h * 31 + (u64)((a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (f < g) << 5 | (f != g) << 6);
    }
    if (values[i] < 9e18 && values[i] > -9e18) { h = h * 31 + (u64)(long)values[i]; h = h * 31 + (u64)(long)(float)values[i]; }
    if (values[i] < 2e9 && values[i] > -2e9) { h = h * 31 + (u64)(long)(int)values[i]; h = h * 31 + (u64)(long)(short)(int)(values[i] / 1e5); }
    h = h * 31 + bits_of((double)(long)i * 1e15 + (double)(i - 7)); h = h * 31 + bits_of_float((float)(i * 123456789));
    h = h * 31 + bits_of((double)(u32)(i * 400000000u));
  }
  line_hex("everything", h);
  return 0;
}
