/* Values as sums of two long doubles, and the functions that compute with them.

   TCC loses or swaps operands when an expression or a list of arguments converts another type to long double after the
   first. So here every expression of long doubles has long double variables and constants only: what comes from a double or an int is
   assigned to one first. A choice between two of them (?:) leaves one in the x87, which holds eight: so "if" chooses. */
#ifndef LIBC_EXTENDED_H
#define LIBC_EXTENDED_H

union double_bits {
    double value;
    unsigned long bits;
};
union long_double_bits {
    long double value;
    struct {
        unsigned long mantissa;
        unsigned short sign_and_exponent;
    } parts;
};

struct sum {
    long double large, small;
};

long double __exact_product_error(long double a, long double b, long double product);
long double __round_to_whole(long double x);
long double __exp_of_sum(struct sum x);
struct sum __log_as_sum(double x);
long double __sqrt_extended(long double x);
long double __atan_extended(long double y, long double x);

#endif
