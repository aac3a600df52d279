#include "program.h"

static u32 crc_table[256];
static void make_crc(void) {
  u32 i, j;
  for (i = 0; i < 256; i++) { u32 c = i; for (j = 0; j < 8; j++) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1; crc_table[i] = c; }
}
static u32 crc(const u8 *data, u32 size) { u32 c = ~0u; while (size--) c = crc_table[(c ^ *data++) & 255] ^ (c >> 8); return ~c; }
static u64 fnv(const u8 *data, u32 size) { u64 h = 14695981039346656037ul; while (size--) h = (h ^ *data++) * 1099511628211ul; return h; }

static u32 rotate(u32 x, int n) { return (x >> n) | (x << (32 - n)); }
static u32 fraction_of_root(int prime, int cube) {
  /* Floor of 2^32 times the fraction of the square or cube root, by bisection in integers. */
  u64 low = 0, high = (u64)8 << 32;
  while (high - low > 1) {
    u64 middle = (low + high) / 2, hi = middle >> 16, below = hi * hi;
    int smaller;
    if (cube) {
      u64 m = middle >> 12, c = (m * m >> 20) * m;
      smaller = c < (u64)prime << 40;
    } else {
      smaller = below < (u64)prime << 32;
    }
    if (smaller) low = middle; else high = middle;
  }
  return (u32)low;
}
/* SHA-256's rounds, with constants that are only nearly the standard's: what counts is that every machine gets the same. */
static u32 k[64], h[8];
static void sha_setup(void) {
  int n = 2, found = 0;
  while (found < 64) {
    int d, prime = 1;
    for (d = 2; d * d <= n; d++) if (n % d == 0) prime = 0;
    if (prime) { if (found < 8) h[found] = fraction_of_root(n, 0); k[found++] = fraction_of_root(n, 1); }
    n++;
  }
}
static void sha_block(const u8 *block) {
  u32 w[64], v[8];
  int i;
  for (i = 0; i < 16; i++) w[i] = (u32)block[4 * i] << 24 | (u32)block[4 * i + 1] << 16 | (u32)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (; i < 64; i++) {
    u32 s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3), s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  for (i = 0; i < 8; i++) v[i] = h[i];
  for (i = 0; i < 64; i++) {
    u32 s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25), ch = (v[4] & v[5]) ^ (~v[4] & v[6]);
    u32 t1 = v[7] + s1 + ch + k[i] + w[i];
    u32 s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22), maj = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    v[7] = v[6]; v[6] = v[5]; v[5] = v[4]; v[4] = v[3] + t1; v[3] = v[2]; v[2] = v[1]; v[1] = v[0]; v[0] = t1 + s0 + maj;
  }
  for (i = 0; i < 8; i++) h[i] += v[i];
}

static u8 data[4096];
int main(void) {
  u32 i;
  for (i = 0; i < sizeof data; i++) data[i] = (u8)next_random();
  make_crc();
  line_hex("crc", crc(data, sizeof data));
  line_hex("crc of check", crc((const u8 *)"123456789", 9));
  line_hex("fnv", fnv(data, sizeof data));
  sha_setup();
  for (i = 0; i < sizeof data; i += 64) sha_block(data + i);
  for (i = 0; i < 8; i++) line_hex("rounds", h[i]);
  return 0;
}
