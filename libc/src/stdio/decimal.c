/* Exact decimal digits of mantissa * 2^exponent, by arithmetic on long rows of 32-bit words (lowest first).
The whole part gives its digits, last ones first, by division by 10^9; the fraction gives them, first ones first, by
multiplication by 10^9, nine at a time, only as many as are wanted. Then the number is rounded, halves to even. */
#include <string.h>
#include "decimal.h"

typedef unsigned int word;
#define BILLION 1000000000U

static int whole_words(const struct binary *value)
{
    return value->exponent > 0 ? (value->exponent + 64) / 32 + 1 : 2;
}

static int fraction_words(const struct binary *value)
{
    return value->exponent < 0 ? (-value->exponent + 31) / 32 : 0;
}

static long whole_digits(const struct binary *value)
{
    return whole_words(value) * 10L;
}

/* How many bytes of digits __to_decimal may write when `wanted` are wanted. */
long __decimal_room(const struct binary *value, long wanted)
{
    long fraction = value->exponent < 0 ? -value->exponent : 0;
    return whole_digits(value) + (wanted < fraction ? wanted : fraction) + 32;
}

/* Puts mantissa << shift into words that are zero. */
static void place(word *words, int count, unsigned long mantissa, int shift)
{
    int at = shift / 32, bits = shift % 32;
    for (; mantissa && at < count; at++) {
        words[at] |= (word)(mantissa << bits);
        mantissa = bits ? mantissa >> (32 - bits) : mantissa >> 32;
        bits = 0;
    }
}

static word divide_by_billion(word *words, int count)
{
    unsigned long rest = 0;
    while (count-- > 0) {
        rest = rest << 32 | words[count];
        words[count] = (word)(rest / BILLION);
        rest %= BILLION;
    }
    return (word)rest;
}

static word multiply_by_billion(word *words, int from, int count)
{
    unsigned long carry = 0;
    for (; from < count; from++) {
        carry += (unsigned long)words[from] * BILLION;
        words[from] = (word)carry;
        carry >>= 32;
    }
    return (word)carry;
}

static void nine_digits(char *to, word value)
{
    int i;
    for (i = 8; i >= 0; i--) {
        to[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Appends nine digits, without the zeros before the first digit. */
static void append(struct decimal *to, word value)
{
    char nine[9];
    int skip = 0;
    nine_digits(nine, value);
    if (to->count == 0)
        while (skip < 9 && nine[skip] == '0')
            skip++;
    to->point -= to->count == 0 ? skip : 0;
    memcpy(to->digits + to->count, nine + skip, 9 - skip);
    to->count += 9 - skip;
}

static void write_whole(const struct binary *value, struct decimal *to)
{
    int count = whole_words(value), groups = 0, limit = count;
    word words[count], billions[count + count / 8 + 2];
    memset(words, 0, sizeof words);
    if (value->exponent >= 0)
        place(words, count, value->mantissa, value->exponent);
    else if (value->exponent > -64)
        place(words, count, value->mantissa >> -value->exponent, 0);
    while (limit > 0) {
        if (words[limit - 1] == 0)
            limit--;
        else
            billions[groups++] = divide_by_billion(words, limit);
    }
    while (groups > 0) {
        to->point += 9;
        append(to, billions[--groups]);
    }
}

/* Appends digits until `wanted` and one more are there. Returns 1 if something that is not zero was left out. */
static int write_fraction(const struct binary *value, int fixed, long wanted, struct decimal *to)
{
    int count = fraction_words(value), low = 0;
    int spare = count * 32 + value->exponent;
    unsigned long mantissa = value->mantissa;
    word words[count + 1];
    memset(words, 0, sizeof words);
    if (value->exponent > -64)
        mantissa &= (1UL << -value->exponent) - 1;
    place(words, count, mantissa, spare);
    for (;;) {
        while (low < count && words[low] == 0)
            low++;
        if (low == count)
            return 0;
        if (to->count > (fixed ? wanted + to->point : wanted))
            return 1;
        append(to, multiply_by_billion(words, low, count));
    }
}

static int rounds_up(const struct decimal *value, long kept, int more)
{
    int last_is_odd = kept > 0 && (value->digits[kept - 1] & 1);
    long i;
    if (value->digits[kept] != '5')
        return value->digits[kept] > '5';
    for (i = kept + 1; i < value->count; i++)
        if (value->digits[i] != '0')
            return 1;
    return more || last_is_odd;
}

static void round_to(struct decimal *value, long kept, int more)
{
    if (kept < 0) {
        value->count = 0;
        return;
    }
    if (kept >= value->count)
        return;
    if (!rounds_up(value, kept, more)) {
        value->count = (int)kept;
        return;
    }
    while (kept > 0 && value->digits[kept - 1] == '9')
        kept--;
    if (kept > 0) {
        value->digits[kept - 1]++;
    } else {
        value->digits[0] = '1';
        value->point++;
        kept = 1;
    }
    value->count = (int)kept;
}

/* Finds the digits of a finite value: `wanted` of them behind the point if `fixed`, else `wanted` of them in all.
   Zeros at the end may be missing. to->digits has room for __decimal_room bytes. */
void __to_decimal(const struct binary *value, int fixed, long wanted, struct decimal *to)
{
    int more = 0;
    to->count = to->point = 0;
    if (!value->mantissa)
        return;
    write_whole(value, to);
    if (value->exponent < 0)
        more = write_fraction(value, fixed, wanted, to);
    round_to(to, fixed ? wanted + to->point : wanted, more);
    while (to->count > 0 && to->digits[to->count - 1] == '0')
        to->count--;
}
