/* What GCC knows without a header: bits, byte orders, and changes that no other process can see half done. */
#define _GNU_SOURCE
#include <byteswap.h>
#include <endian.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/param.h>
#include <sys/wait.h>
#include <unistd.h>

#define likely(x) __builtin_expect(!!(x), 1)

struct shared {
    int count, lock, guarded;
    unsigned char flag;
};

static void count_up(struct shared *s)
{
    int i;
    for (i = 0; i < 20000; i++) {
        __sync_fetch_and_add(&s->count, 1);
        while (__sync_lock_test_and_set(&s->lock, 1))
            sched_yield();
        s->guarded++;
        __sync_lock_release(&s->lock);
    }
}

#define SHOW(call) printf(#call ": %ld\n", (long)(call))

static void changes(void)
{
    int i = 10, expected = 5;
    long l = -1;
    unsigned u = 0xffffffff;
    unsigned char c = 250;
    short s = -3;
    SHOW(__sync_add_and_fetch(&i, 5));
    SHOW(__sync_fetch_and_sub(&i, 1));
    SHOW(i);
    SHOW(__sync_fetch_and_and(&l, 0xff00));
    SHOW(l);
    SHOW(__sync_fetch_and_or(&u, 1));
    SHOW(__sync_xor_and_fetch(&u, 0xf));
    SHOW(__sync_add_and_fetch(&c, 10));
    SHOW(c);
    SHOW(__atomic_sub_fetch(&s, 1, 5));
    SHOW(s);
    SHOW(__sync_bool_compare_and_swap(&u, 0xfffffff0, 7));
    SHOW(u);
    SHOW(__sync_bool_compare_and_swap(&u, 8, 9));
    SHOW(u);
    SHOW(__sync_val_compare_and_swap(&i, 3, 4));
    SHOW(__sync_val_compare_and_swap(&i, 14, 15));
    SHOW(__atomic_compare_exchange_n(&i, &expected, 99, 0, 5, 5));
    SHOW(expected);
    SHOW(__atomic_compare_exchange_n(&i, &expected, 99, 0, 5, 5));
    SHOW(i);
    SHOW(__atomic_exchange_n(&i, -1, 4));
    SHOW(__atomic_load_n(&i, 2));
    __atomic_store_n(&i, 12, 3);
    __sync_synchronize();
    SHOW(i);
    c = 0;
    SHOW(__atomic_test_and_set(&c, 5));
    SHOW(__atomic_test_and_set(&c, 5));
    __atomic_clear(&c, 5);
    SHOW(c);
}

int main(void)
{
    static const unsigned long values[] = {1, 2, 40, 0xff0f, 0x80000000, 0xffffffff, 0x100000000, 0x8000000000000000, 0x123456789abcdef0};
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    size_t i;
    for (i = 0; i < sizeof values / sizeof *values; i++) {
        unsigned long v = values[i];
        printf("%lx: %d %d %d %d %d", v, __builtin_ctzl(v), __builtin_clzl(v), __builtin_popcountl(v), __builtin_ffsl(v),
               __builtin_parityl(v));
        if (likely((unsigned)v != 0))
            printf(" %d %d", __builtin_ctz(v), __builtin_clz(v));
        printf(" %d %d %d", __builtin_popcount(v), __builtin_ffs(v), __builtin_popcountll(v));
        printf(" %x %x %lx\n", __builtin_bswap16(v), __builtin_bswap32(v), (unsigned long)__builtin_bswap64(v));
    }
    printf("%x %x %lx %d %d\n", bswap_16(0x1234), bswap_32(0x12345678), (unsigned long)bswap_64(0x0102030405060708), MIN(2, 3), MAX(2, 3));
    printf("%x %lx %x %d\n", htobe32(0x01020304), (unsigned long)be64toh(1), le16toh(0x1234), BYTE_ORDER == LITTLE_ENDIAN);
    changes();
    fflush(stdout);
    if (fork() == 0) {
        count_up(s);
        _exit(0);
    }
    count_up(s);
    wait(NULL);
    printf("%d %d\n", s->count, s->guarded);
    fflush(stdout);
    if (fork() == 0)
        __builtin_trap();
    wait((int *)&s->count);
    printf("%d\n", WTERMSIG(s->count));
    return 0;
}
