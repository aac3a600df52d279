/* Options of a command line, one letter each. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *optarg;
int optind = 1, opterr = 1, optopt;

static int complain(const char *program, const char *options, const char *what, int letter)
{
    optopt = letter;
    if (opterr && *options != ':')
        fprintf(stderr, "%s: %s -- '%c'\n", program, what, letter);
    return *options == ':' && *what == 'o' ? ':' : '?';
}

/* `at` is where the letters of one argument go on. */
int getopt(int count, char *const arguments[], const char *options)
{
    static const char *at = "";
    const char *known;
    int letter;
    optarg = NULL;
    if (!*at) {
        if (optind >= count || !arguments[optind] || arguments[optind][0] != '-' || !arguments[optind][1])
            return -1;
        at = arguments[optind++] + 1;
        if (strcmp(at, "-") == 0) {
            at = "";
            return -1;
        }
    }
    letter = *at++;
    known = letter == ':' ? NULL : strchr(options, letter);
    if (!known)
        return complain(arguments[0], options, "invalid option", letter);
    if (known[1] != ':')
        return letter;
    if (*at)
        optarg = (char *)at;
    else if (optind < count && known[2] != ':')
        optarg = arguments[optind++];
    at = "";
    if (!optarg && known[2] != ':')
        return complain(arguments[0], options, "option requires an argument", letter);
    return letter;
}
