/* Options of a command line: letters, and words behind two dashes. */
#ifndef _GETOPT_H
#define _GETOPT_H

extern char *optarg;
extern int optind, opterr, optopt;
int getopt(int count, char *const arguments[], const char *options);

#define no_argument 0
#define required_argument 1
#define optional_argument 2

struct option {
    const char *name;
    int has_arg;
    int *flag;
    int val;
};
int getopt_long(int count, char *const arguments[], const char *options, const struct option *words, int *which);
int getopt_long_only(int count, char *const arguments[], const char *options, const struct option *words, int *which);

#endif
