/* Not-a-number, as bits: <math.h> declares this word as a double. */
const unsigned long __not_a_number = 0x7ff8000000000000;
