/* Infinity and not-a-number, as bits: <math.h> declares these words as doubles. */
const unsigned long __infinity = 0x7ff0000000000000;
const unsigned long __not_a_number = 0x7ff8000000000000;
