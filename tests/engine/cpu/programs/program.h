/* The little that these programs need of a C library: two system calls, and numbers as text. */
typedef unsigned long u64;
typedef unsigned int u32;
typedef unsigned char u8;

static long system_call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

void *memset(void *to, int value, u64 size) {
  u8 *bytes = to;
  while (size--) *bytes++ = (u8)value;
  return to;
}
void *memcpy(void *to, const void *from, u64 size) {
  u8 *out = to;
  const u8 *in = from;
  while (size--) *out++ = *in++;
  return to;
}
void *memmove(void *to, const void *from, u64 size) {
  u8 *out = to;
  const u8 *in = from;
  if (out < in) return memcpy(to, from, size);
  while (size--) out[size] = in[size];
  return to;
}

static void say(const char *text) {
  u64 size = 0;
  while (text[size]) size++;
  system_call(1, 1, (long)text, (long)size);
}
static void say_unsigned(u64 number) {
  char digits[24];
  int at = 23;
  digits[at] = 0;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  say(digits + at);
}
static void say_signed(long number) {
  if (number < 0) {
    say("-");
    say_unsigned(0 - (u64)number);
  } else {
    say_unsigned((u64)number);
  }
}
static void say_hex(u64 number) {
  char digits[17];
  int i;
  for (i = 0; i < 16; i++) digits[i] = "0123456789abcdef"[(number >> (60 - 4 * i)) & 15];
  digits[16] = 0;
  say(digits);
}
static void line(const char *name, long number) {
  say(name);
  say(" ");
  say_signed(number);
  say("\n");
}
static void line_hex(const char *name, u64 number) {
  say(name);
  say(" ");
  say_hex(number);
  say("\n");
}

static u32 random_state = 12345;
static u32 next_random(void) {
  random_state = random_state * 1103515245u + 12345u;
  return (random_state >> 8) & 0xffffff;
}

int main(void);
void start_in_c(void) { system_call(60, main(), 0, 0); }
/* TCC's own library calls it. */
void abort(void) { system_call(60, 134, 0, 0); }

/* The stack as a called function finds it. */
__asm__(".globl _start\n_start:\n and $-16, %rsp\n call start_in_c\n hlt\n");
