#include "program.h"

static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
static long moves;
static void hanoi(int n, int from, int to, int over) {
  if (n == 0) return;
  hanoi(n - 1, from, over, to);
  moves = moves * 3 + from * 10 + to;
  hanoi(n - 1, over, to, from);
}
static int queens(u32 all, u32 columns, u32 left, u32 right) {
  u32 free_places = all & ~(columns | left | right);
  int found = 0;
  if (columns == all) return 1;
  while (free_places) {
    u32 place = free_places & (0 - free_places);
    free_places ^= place;
    found += queens(all, columns | place, (left | place) << 1, (right | place) >> 1);
  }
  return found;
}
static int is_odd(u32 n);
static int is_even(u32 n) { return n == 0 ? 1 : is_odd(n - 1); }
static int is_odd(u32 n) { return n == 0 ? 0 : is_even(n - 1); }
struct node { struct node *left, *right; int value; };
static struct node nodes[300];
static int used;
static struct node *insert(struct node *at, int value) {
  if (!at) { nodes[used].value = value; return &nodes[used++]; }
  if (value < at->value) at->left = insert(at->left, value);
  else at->right = insert(at->right, value);
  return at;
}
static int depth(const struct node *n) { int l, r; if (!n) return 0; l = depth(n->left); r = depth(n->right); return 1 + (l > r ? l : r); }
static u64 walk(const struct node *n, u64 h) { return n ? walk(n->right, walk(n->left, h) * 131 + (u32)n->value) : h; }
static void permute(char *s, int at, int size, u64 *h) {
  int i;
  if (at == size) { for (i = 0; i < size; i++) *h = *h * 33 + (u8)s[i]; return; }
  for (i = at; i < size; i++) { char t = s[at]; s[at] = s[i]; s[i] = t; permute(s, at + 1, size, h); t = s[at]; s[at] = s[i]; s[i] = t; }
}

int main(void) {
  struct node *root = 0;
  char letters[] = "abcdef";
  u64 h = 7;
  int i;
  line("fibonacci", fibonacci(22));
  line("ackermann", ackermann(2, 60));
  hanoi(12, 1, 3, 2);
  line_hex("hanoi", (u64)moves);
  line("queens", queens(255, 0, 0, 0));
  line("even", is_even(2001));
  for (i = 0; i < 300; i++) root = insert(root, (int)next_random());
  line("depth", depth(root));
  line_hex("walk", walk(root, 1));
  permute(letters, 0, 6, &h);
  line_hex("permute", h);
  return 3;
}
