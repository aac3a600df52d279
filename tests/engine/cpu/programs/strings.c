#include "program.h"

static char buffer[256];
static char *out;
static void put(char c) { *out++ = c; }
static void put_number(u64 n, u32 base, int width, char pad, int negative) {
  char digits[70];
  int at = 0;
  do digits[at++] = "0123456789abcdef"[n % base]; while (n /= base);
  if (negative) digits[at++] = '-';
  while (width-- > at) put(pad);
  while (at) put(digits[--at]);
}
/* %d %u %x %s %c %ld %lu %5d %05d %% */
static void format(const char *text, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, text);
  out = buffer;
  for (; *text; text++) {
    int width = 0, is_long = 0;
    char pad = ' ';
    if (*text != '%') { put(*text); continue; }
    if (*++text == '0') pad = '0';
    while (*text >= '0' && *text <= '9') width = width * 10 + *text++ - '0';
    if (*text == 'l') { is_long = 1; text++; }
    if (*text == 'd') {
      long n = is_long ? __builtin_va_arg(list, long) : __builtin_va_arg(list, int);
      put_number(n < 0 ? 0 - (u64)n : (u64)n, 10, width, pad, n < 0);
    } else if (*text == 'u' || *text == 'x') {
      u64 n = is_long ? __builtin_va_arg(list, u64) : __builtin_va_arg(list, u32);
      put_number(n, *text == 'x' ? 16 : 10, width, pad, 0);
    } else if (*text == 's') {
      const char *s = __builtin_va_arg(list, const char *);
      while (*s) put(*s++);
    } else if (*text == 'c') {
      put((char)__builtin_va_arg(list, int));
    } else {
      put(*text);
    }
  }
  *out = 0;
  __builtin_va_end(list);
  say(buffer);
}
static int length(const char *s) { int n = 0; while (s[n]) n++; return n; }
static int compare(const char *a, const char *b) { while (*a && *a == *b) a++, b++; return (u8)*a - (u8)*b; }
static void reverse(char *s) { int i = 0, j = length(s) - 1; while (i < j) { char t = s[i]; s[i++] = s[j]; s[j--] = t; } }
static int palindrome(const char *s) { int i = 0, j = length(s) - 1; while (i < j) if (s[i++] != s[j--]) return 0; return 1; }
static long parse(const char *s) { long n = 0; int minus = *s == '-'; if (minus) s++; while (*s) n = n * 10 + *s++ - '0'; return minus ? -n : n; }
static int edit_distance(const char *a, const char *b) {
  int rows[2][40], i, j, n = length(b);
  for (j = 0; j <= n; j++) rows[0][j] = j;
  for (i = 1; a[i - 1]; i++) {
    int *now = rows[i & 1], *before = rows[(i & 1) ^ 1];
    now[0] = i;
    for (j = 1; j <= n; j++) {
      int best = before[j - 1] + (a[i - 1] != b[j - 1]);
      if (before[j] + 1 < best) best = before[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      now[j] = best;
    }
  }
  return rows[length(a) & 1][n];
}
/* The string instructions as inline assembly would use them. */
static void copy_up(void *to, const void *from, u64 n) { __asm__ volatile("cld\n rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory"); }
static void fill_words(void *to, u64 value, u64 n) { __asm__ volatile("rep stosq" : "+D"(to), "+c"(n) : "a"(value) : "memory"); }
static u64 scan(const char *s) {
  u64 n = ~0ul;
  __asm__ volatile("repne scasb" : "+D"(s), "+c"(n) : "a"(0) : "memory");
  return ~n - 1;
}

int main(void) {
  char text[64], other[64];
  u64 words[8];
  int i;
  format("%d %d %u %x %5d|%05d|%s|%c|%%\n", 0, -2147483647 - 1, 4294967295u, 0xdeadbeefu, -42, 42, "text", '!');
  format("%ld %lu %lx\n", -0x7fffffffffffffff - 1, 18446744073709551615ul, 0x0123456789abcdeful);
  memcpy(text, "able was I ere I saw elba", 26);
  format("%d %d %d\n", palindrome(text), palindrome("abca"), length(text));
  reverse(text + 5);
  format("%s %d %d %d\n", text, compare("abc", "abd") < 0, compare("b", "abc") > 0, compare("\xff", "a") > 0);
  format("%ld %ld %d %d\n", parse("-987654321"), parse("123456789012345"), edit_distance("kitten", "sitting"), edit_distance("saturday", "sunday"));
  copy_up(other, text, 26);
  memmove(other + 3, other, 20);
  format("%s %lu\n", other, scan(other));
  fill_words(words, 0x0102030405060708, 8);
  for (i = 0; i < 8; i++) words[0] += words[i] * (u64)i;
  format("%lx\n", words[0]);
  return length(text);
}
