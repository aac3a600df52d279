/* Floating values as exact decimal digits. */
#ifndef LIBC_DECIMAL_H
#define LIBC_DECIMAL_H

enum binary_kind { BINARY_FINITE, BINARY_INFINITE, BINARY_NAN };

/* A long double taken apart: mantissa times 2 to the exponent. */
struct binary {
    unsigned long mantissa;
    int exponent, negative;
    enum binary_kind kind;
};
struct binary __take_apart(long double value);

/* 0.d1d2d3... times 10 to the point; d1 is not zero; zero has no digits. */
struct decimal {
    char *digits;
    int count, point;
};
long __decimal_room(const struct binary *value, long wanted);
void __to_decimal(const struct binary *value, int fixed, long wanted, struct decimal *to);

#endif
