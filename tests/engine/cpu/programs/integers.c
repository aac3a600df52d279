#include "program.h"

struct packed { unsigned a : 3, b : 7, c : 22; signed d : 5; };
struct pair { long first, second; };
struct big { long values[5]; };

static struct pair swapped(struct pair p) { struct pair r = {p.second, p.first}; return r; }
static struct big grown(struct big b) { int i; for (i = 0; i < 5; i++) b.values[i] *= 3; return b; }
static long sum_of(int count, ...) {
  __builtin_va_list list;
  long sum = 0;
  __builtin_va_start(list, count);
  while (count--) sum = sum * 7 + __builtin_va_arg(list, int);
  __builtin_va_end(list);
  return sum;
}
static long classify(int x) {
  switch (x) {
    case 0: return 10; case 1: return 21; case 2: return 35; case 7: return 44; case 100: return -1; case -3: return 5;
    default: return x > 50 ? 1000 : 2000;
  }
}

static u64 mixed(u64 h, u64 v) { return (h ^ v) * 1099511628211ul; }

static void widths(void) {
  static const long edges[] = {0, 1, -1, 2, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, 65535, 65536, 2147483647, -2147483647 - 1,
                               4294967295, 4294967296, 0x7fffffffffffffff, -0x7fffffffffffffff - 1, 0x123456789abcdef};
  u64 h = 14695981039346656037ul;
  int i, j;
  for (i = 0; i < 22; i++) {
    for (j = 0; j < 22; j++) {
      signed char c = (signed char)edges[i], c2 = (signed char)edges[j];
      unsigned char uc = (unsigned char)edges[i];
      short s = (short)edges[i], s2 = (short)edges[j];
      unsigned short us = (unsigned short)edges[j];
      int n = (int)edges[i], m = (int)edges[j];
      u32 un = (u32)edges[i], um = (u32)edges[j];
      long l = edges[i], k = edges[j];
      u64 ul = (u64)l, uk = (u64)k;
      h = mixed(h, (u64)(long)(c + c2)); h = mixed(h, (u64)(long)(c * s2)); h = mixed(h, (u64)(long)(uc - us));
      h = mixed(h, un + um); h = mixed(h, un * um); h = mixed(h, (u64)(ul + uk)); h = mixed(h, ul * uk); h = mixed(h, un - um);
      h = mixed(h, (u64)((n < m) | (n <= m) << 1 | (un < um) << 2 | (un >= um) << 3 | (l < k) << 4 | (ul > uk) << 5 | (s == s2) << 6));
      h = mixed(h, (u64)(n & m) ^ (u64)(n | m)); h = mixed(h, (u64)(l ^ k)); h = mixed(h, (u64)~l); h = mixed(h, 0 - ul);
      h = mixed(h, un << (um & 31)); h = mixed(h, un >> (um & 31)); h = mixed(h, (u64)(long)(n >> (m & 31)));
      h = mixed(h, ul << (uk & 63)); h = mixed(h, ul >> (uk & 63)); h = mixed(h, (u64)(l >> (k & 63)));
      if (um) { h = mixed(h, un / um); h = mixed(h, un % um); }
      if (uk) { h = mixed(h, ul / uk); h = mixed(h, ul % uk); }
      if (m && !(m == -1 && n == -2147483647 - 1)) { h = mixed(h, (u64)(long)(n / m)); h = mixed(h, (u64)(long)(n % m)); }
      if (k && k != -1) { h = mixed(h, (u64)(l / k)); h = mixed(h, (u64)(l % k)); }
      c += (signed char)m; s -= (short)n; uc <<= 1; us ^= 0x5a5a; n++; --l;
      h = mixed(h, (u64)(long)c); h = mixed(h, (u64)(long)s); h = mixed(h, uc); h = mixed(h, us); h = mixed(h, (u64)(long)(n == m ? 3 : -3));
      h = mixed(h, (u64)l);
    }
  }
  line_hex("widths", h);
}

int main(void) {
  struct packed p = {5, 100, 1234567, -9};
  struct pair q = {17, -4};
  struct big b = {{1, -2, 3, -4, 5}};
  int i;
  long total = 0;
  widths();
  p.b += 60; p.a ^= 7; p.c -= 1; p.d += 20;
  line("bits", (long)p.a * 1000000000 + (long)p.b * 10000000 + p.c + p.d);
  q = swapped(q);
  line("pair", q.first * 100 + q.second);
  b = grown(b);
  for (i = 0; i < 5; i++) total = total * 10 + b.values[i];
  line("big", total);
  line("varargs", sum_of(9, 1, -2, 3, -4, 5, -6, 7, -8, 9));
  for (i = -5, total = 0; i < 120; i++) total = total * 3 + classify(i);
  line("switch", total);
  return 42;
}
