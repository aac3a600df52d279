/* What GCC knows without a header. The compiler reads this before every program. */
#ifndef _BUILTINS_H
#define _BUILTINS_H

int __builtin_ctz(unsigned x);
int __builtin_ctzl(unsigned long x);
int __builtin_ctzll(unsigned long long x);
int __builtin_clz(unsigned x);
int __builtin_clzl(unsigned long x);
int __builtin_clzll(unsigned long long x);
int __builtin_ffs(int x);
int __builtin_ffsl(long x);
int __builtin_ffsll(long long x);
int __builtin_popcount(unsigned x);
int __builtin_popcountl(unsigned long x);
int __builtin_popcountll(unsigned long long x);
unsigned short __builtin_bswap16(unsigned short x);
unsigned __builtin_bswap32(unsigned x);
unsigned long __builtin_bswap64(unsigned long x);
#define __builtin_parity(x) (__builtin_popcount(x) & 1)
#define __builtin_parityl(x) (__builtin_popcountl(x) & 1)
#define __builtin_parityll(x) (__builtin_popcountll(x) & 1)
#define __builtin_prefetch(...) ((void)0)
#define __builtin_unreachable() ((void)0)
#define __builtin_trap() __trap()
void __trap(void);

/* Indivisible changes: `size` bytes become what the operator makes of them and `value`; '=' is the value itself. */
long __change(volatile void *at, int size, int operator, long value, int want_new);
int __change_if(volatile void *at, int size, void *expected, long wanted);
long __swap_if(volatile void *at, int size, long expected, long wanted);
void __full_fence(void);
#define __CHANGE(at, operator, value, want_new) \
    ((__typeof__(*(at)))__change(at, sizeof *(at), operator, (long)(value), want_new))

#define __sync_fetch_and_add(at, value) __CHANGE(at, '+', value, 0)
#define __sync_fetch_and_sub(at, value) __CHANGE(at, '-', value, 0)
#define __sync_fetch_and_or(at, value) __CHANGE(at, '|', value, 0)
#define __sync_fetch_and_and(at, value) __CHANGE(at, '&', value, 0)
#define __sync_fetch_and_xor(at, value) __CHANGE(at, '^', value, 0)
#define __sync_add_and_fetch(at, value) __CHANGE(at, '+', value, 1)
#define __sync_sub_and_fetch(at, value) __CHANGE(at, '-', value, 1)
#define __sync_or_and_fetch(at, value) __CHANGE(at, '|', value, 1)
#define __sync_and_and_fetch(at, value) __CHANGE(at, '&', value, 1)
#define __sync_xor_and_fetch(at, value) __CHANGE(at, '^', value, 1)
#define __sync_lock_test_and_set(at, value) __CHANGE(at, '=', value, 0)
#define __sync_lock_release(at) ((void)__CHANGE(at, '=', 0, 0))
#define __sync_val_compare_and_swap(at, expected, wanted) \
    ((__typeof__(*(at)))__swap_if(at, sizeof *(at), (long)(expected), (long)(wanted)))
#define __sync_bool_compare_and_swap(at, expected, wanted) \
    __change_if(at, sizeof *(at), &(__typeof__(*(at))){expected}, (long)(wanted))
#define __sync_synchronize() __full_fence()

#define __ATOMIC_RELAXED 0
#define __ATOMIC_CONSUME 1
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_SEQ_CST 5
#define __atomic_load_n(at, order) __CHANGE(at, '+', 0, 0)
#define __atomic_store_n(at, value, order) ((void)__CHANGE(at, '=', value, 0))
#define __atomic_exchange_n(at, value, order) __CHANGE(at, '=', value, 0)
#define __atomic_compare_exchange_n(at, expected, wanted, weak, order, failed) \
    __change_if(at, sizeof *(at), expected, (long)(wanted))
#define __atomic_fetch_add(at, value, order) __CHANGE(at, '+', value, 0)
#define __atomic_fetch_sub(at, value, order) __CHANGE(at, '-', value, 0)
#define __atomic_fetch_or(at, value, order) __CHANGE(at, '|', value, 0)
#define __atomic_fetch_and(at, value, order) __CHANGE(at, '&', value, 0)
#define __atomic_fetch_xor(at, value, order) __CHANGE(at, '^', value, 0)
#define __atomic_add_fetch(at, value, order) __CHANGE(at, '+', value, 1)
#define __atomic_sub_fetch(at, value, order) __CHANGE(at, '-', value, 1)
#define __atomic_or_fetch(at, value, order) __CHANGE(at, '|', value, 1)
#define __atomic_and_fetch(at, value, order) __CHANGE(at, '&', value, 1)
#define __atomic_xor_fetch(at, value, order) __CHANGE(at, '^', value, 1)
#define __atomic_test_and_set(at, order) ((_Bool)__change(at, 1, '=', 1, 0))
#define __atomic_clear(at, order) ((void)__change(at, 1, '=', 0, 0))
#define __atomic_thread_fence(order) __full_fence()

#endif
