/* Whole numbers of any length up to that of the largest long double: rows of 32-bit words, lowest first. */
#ifndef LIBC_BIG_NUMBER_H
#define LIBC_BIG_NUMBER_H

enum { BIG_WORDS = 800 };

struct big_number {
    int count;
    unsigned words[BIG_WORDS];
};

/* What follows the bits that were kept: nothing, less than half of the last one, half of it, or more. */
enum remainder { NOTHING_MORE, LESS_THAN_HALF, HALF, MORE_THAN_HALF };

void __big_multiply_add(struct big_number *n, unsigned factor, unsigned addend);
void __big_multiply_by_ten(struct big_number *n, int times);
unsigned long __big_top(const struct big_number *n, int *exponent, enum remainder *rest);
unsigned long __big_divide(struct big_number *n, struct big_number *d, int *exponent, enum remainder *rest);

#endif
