/* Long whole numbers: just what reading a decimal number needs. */
#include <string.h>
#include "big_number.h"

void __big_multiply_add(struct big_number *n, unsigned factor, unsigned addend)
{
    unsigned long carry = addend;
    int i;
    for (i = 0; i < n->count; i++) {
        carry += (unsigned long)n->words[i] * factor;
        n->words[i] = (unsigned)carry;
        carry >>= 32;
    }
    if (carry)
        n->words[n->count++] = (unsigned)carry;
}

void __big_multiply_by_ten(struct big_number *n, int times)
{
    for (; times >= 9; times -= 9)
        __big_multiply_add(n, 1000000000, 0);
    for (; times > 0; times--)
        __big_multiply_add(n, 10, 0);
}

static int bit_length(const struct big_number *n)
{
    unsigned top = n->words[n->count - 1];
    int bits = (n->count - 1) * 32;
    for (; top; top >>= 1)
        bits++;
    return bits;
}

static int bit(const struct big_number *n, int place)
{
    return place >= 0 && place / 32 < n->count ? n->words[place / 32] >> (place % 32) & 1 : 0;
}

static void shift_left(struct big_number *n, int places)
{
    int whole = places / 32, bits = places % 32;
    if (whole) {
        memmove(n->words + whole, n->words, n->count * sizeof(unsigned));
        memset(n->words, 0, whole * sizeof(unsigned));
        n->count += whole;
    }
    if (bits)
        __big_multiply_add(n, 1U << bits, 0);
}

static int compare(const struct big_number *a, const struct big_number *b)
{
    int i;
    if (a->count != b->count)
        return a->count - b->count;
    for (i = a->count - 1; i >= 0; i--)
        if (a->words[i] != b->words[i])
            return a->words[i] > b->words[i] ? 1 : -1;
    return 0;
}

static void subtract(struct big_number *a, const struct big_number *b)
{
    long borrow = 0;
    int i;
    for (i = 0; i < a->count; i++) {
        borrow += (long)a->words[i] - (i < b->count ? (long)b->words[i] : 0);
        a->words[i] = (unsigned)borrow;
        borrow >>= 32;
    }
    while (a->count > 0 && a->words[a->count - 1] == 0)
        a->count--;
}

/* The highest 64 bits of n, the first of them set: n is the result * 2^*exponent, and the rest. */
unsigned long __big_top(const struct big_number *n, int *exponent, enum remainder *rest)
{
    int length = bit_length(n), place, below = 0;
    unsigned long result = 0;
    for (place = length - 1; place >= length - 64; place--)
        result = result << 1 | bit(n, place);
    for (place = length - 66; place >= 0 && !below; place--)
        below = bit(n, place);
    if (bit(n, length - 65))
        *rest = below ? MORE_THAN_HALF : HALF;
    else
        *rest = below ? LESS_THAN_HALF : NOTHING_MORE;
    *exponent = length - 64;
    return result;
}

/* 64 bits of n / d, the first of them set: the quotient is the result * 2^*exponent, and the rest. Both are used up. */
unsigned long __big_divide(struct big_number *n, struct big_number *d, int *exponent, enum remainder *rest)
{
    unsigned long result = 0;
    int difference = bit_length(n) - bit_length(d), i, order;
    if (difference > 0)
        shift_left(d, difference);
    else
        shift_left(n, -difference);
    if (compare(n, d) < 0) {
        shift_left(n, 1);
        difference--;
    }
    for (i = 0; i < 64; i++) {
        result <<= 1;
        if (compare(n, d) >= 0) {
            subtract(n, d);
            result |= 1;
        }
        shift_left(n, 1);
    }
    order = compare(n, d);
    *rest = n->count == 0 ? NOTHING_MORE : order < 0 ? LESS_THAN_HALF : order == 0 ? HALF : MORE_THAN_HALF;
    *exponent = difference - 63;
    return result;
}
