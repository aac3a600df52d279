#include "program.h"

static void show(const char *name, long double x) {
  union { long double x; struct { u64 mantissa; unsigned short top; } parts; } v;
  v.x = x;
  say(name);
  say(" ");
  say_hex(v.parts.mantissa);
  say(" ");
  say_hex(v.parts.top);
  say("\n");
}
static long double root(long double x) { long double r = x > 1 ? x / 2 : 1; int i; for (i = 0; i < 80; i++) r = (r + x / r) / 2; return r; }
static long double exponential(long double x) { long double sum = 1, term = 1; int i; for (i = 1; i < 60; i++) { term = term * x / i; sum += term; } return sum; }
static long double power(long double x, int n) { return n == 0 ? 1 : n & 1 ? x * power(x, n - 1) : power(x * x, n / 2); }
static long double variadic(int n, ...) {
  __builtin_va_list list;
  long double s = 0;
  __builtin_va_start(list, n);
  while (n--) s = s * 1.5L + __builtin_va_arg(list, long double);
  __builtin_va_end(list);
  return s;
}
static long double values[] = {0.0L, 0.0L, 1.0L, 1.5L, 1e4000L, 1e4000L, 1e-4940L, 3.14159265358979323846L, 2147483647.5L, 1e18L, 0.1L};

int main(void) {
  long double zero = values[0], sum = 0;
  double narrow = 1.0 / 3;
  float narrower = 0.7f;
  int i, j;
  long whole = 0;
  /* TCC has no negative constants of this type. */
  values[1] = -values[1];
  values[3] = -values[3];
  values[5] = -values[5];
  show("root", root(2.0L));
  show("e", exponential(1.0L));
  show("power", power(1.0000001L, 1000000));
  show("huge", power(10.0L, 4900));
  show("tiny", 1 / power(10.0L, 4900));
  show("variadic", variadic(4, 1.0L, -2.5L, 1e100L, 0.1L));
  show("infinity", 1 / zero);
  show("nan", zero / zero);
  show("negated", -values[7]);
  for (i = 0; i < 11; i++) {
    for (j = 0; j < 11; j++) {
      long double a = values[i], b = values[j];
      show("sum", a + b); show("difference", a - b); show("product", a * b); show("quotient", a / b);
      line("compared", (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5);
    }
    show("rounded to double", (double)values[i]);
    show("rounded to float", (float)values[i]);
    if (values[i] < 9e18L && values[i] > -9e18L) whole = whole * 3 + (long)values[i];
    if (values[i] < 2e9L && values[i] > -2e9L) whole = whole * 3 + (int)values[i];
  }
  line("whole", whole);
  for (i = 0; i < 50; i++) sum += (long double)(i * 1234567L) / 3 + narrow - narrower;
  show("mixed", sum);
  return 0;
}
