/* What getopt and getopt_long share: how far the command line is read. `letters` is where the letters of one argument go on,
   `passed` how many plain arguments stand before it. */
#ifndef LIBC_GETOPT_H
#define LIBC_GETOPT_H

#include <getopt.h>

struct option_reader {
    const char *letters;
    int passed;
};
extern struct option_reader __options;

int __next_option(int count, char **arguments, const char **options);
int __option_read(char **arguments, int result);
int __read_letter(int count, char **arguments, const char *options);

#endif
