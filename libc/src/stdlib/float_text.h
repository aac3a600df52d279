/* Reading floating values from text. */
#ifndef LIBC_FLOAT_TEXT_H
#define LIBC_FLOAT_TEXT_H

/* What a type can hold: the bits of its mantissa, the exponent of its lowest bit at the least, and of its highest at most. */
struct float_format {
    int bits, lowest, highest;
};

/* Reads a number in decimal or hexadecimal, "inf" or "nan", rounded once to the format. Sets errno to ERANGE when it does
   not fit. *end is where reading stopped: at `text` when there was no number. */
long double __read_float(const char *text, char **end, const struct float_format *format);

#endif
