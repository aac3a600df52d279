#include "program.h"

enum { Count = 500 };
static int numbers[Count], copy[Count], scratch[Count];
typedef int (*comparison)(const void *, const void *);

static int upwards(const void *a, const void *b) { int x = *(const int *)a, y = *(const int *)b; return x < y ? -1 : x > y; }
static int downwards(const void *a, const void *b) { return upwards(b, a); }

static void swap_bytes(char *a, char *b, u64 size) { while (size--) { char t = *a; *a++ = *b; *b++ = t; } }
static void quick(char *base, u64 count, u64 size, comparison compare) {
  u64 i, last = 0;
  if (count < 2) return;
  swap_bytes(base, base + count / 2 * size, size);
  for (i = 1; i < count; i++) if (compare(base + i * size, base) < 0) { last++; swap_bytes(base + last * size, base + i * size, size); }
  swap_bytes(base, base + last * size, size);
  quick(base, last, size, compare);
  quick(base + (last + 1) * size, count - last - 1, size, compare);
}
static void merge(int *a, int low, int high) {
  int middle = (low + high) / 2, i = low, j = middle, k = low;
  if (high - low < 2) return;
  merge(a, low, middle);
  merge(a, middle, high);
  while (k < high) scratch[k++] = (j >= high || (i < middle && a[i] <= a[j])) ? a[i++] : a[j++];
  for (k = low; k < high; k++) a[k] = scratch[k];
}
static void sift(int *a, int root, int end) {
  for (;;) {
    int child = 2 * root + 1, t;
    if (child >= end) return;
    if (child + 1 < end && a[child] < a[child + 1]) child++;
    if (a[root] >= a[child]) return;
    t = a[root]; a[root] = a[child]; a[child] = t;
    root = child;
  }
}
static void heap(int *a, int count) {
  int i;
  for (i = count / 2 - 1; i >= 0; i--) sift(a, i, count);
  for (i = count - 1; i > 0; i--) { int t = a[0]; a[0] = a[i]; a[i] = t; sift(a, 0, i); }
}
static void bubble(int *a, int count) {
  int i, j;
  for (i = 0; i < count; i++) for (j = 0; j + 1 < count - i; j++) if (a[j] > a[j + 1]) { int t = a[j]; a[j] = a[j + 1]; a[j + 1] = t; }
}
static u64 digest(void) { u64 h = 1; int i; for (i = 0; i < Count; i++) h = h * 31 + (u32)copy[i]; return h; }
static void fresh(void) { int i; for (i = 0; i < Count; i++) copy[i] = numbers[i]; }

int main(void) {
  int i;
  for (i = 0; i < Count; i++) numbers[i] = (int)(next_random() % 2000) - 1000;
  fresh(); quick((char *)copy, Count, sizeof(int), upwards); line_hex("quick", digest());
  fresh(); quick((char *)copy, Count, sizeof(int), downwards); line_hex("downwards", digest());
  fresh(); merge(copy, 0, Count); line_hex("merge", digest());
  fresh(); heap(copy, Count); line_hex("heap", digest());
  fresh(); bubble(copy, Count); line_hex("bubble", digest());
  return 0;
}
