/* Options of a command line, one letter each. Arguments that are no options are moved behind those that are, unless the list
of options begins with a plus. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "getopt.h"

char *optarg;
int optind = 1, opterr = 1, optopt;
struct option_reader __options = {""};

/* What has been read, an option and its argument, comes before the plain arguments that were passed over. */
static void bring_forward(char **arguments, int from)
{
    for (; from < optind; from++) {
        char *read = arguments[from];
        memmove(&arguments[from - __options.passed + 1], &arguments[from - __options.passed],
                __options.passed * sizeof *arguments);
        arguments[from - __options.passed] = read;
    }
}

int __option_read(char **arguments, int result)
{
    int first = optind - 1;
    if (*__options.letters)
        return result;
    if (optarg && arguments[first] == optarg)
        first--;
    bring_forward(arguments, first);
    optind -= __options.passed;
    __options.passed = 0;
    return result;
}

static int is_plain(const char *argument)
{
    return argument[0] != '-' || !argument[1];
}

/* Goes to the next argument that is an option: 1 then, -1 if there is none, 0 for a plain one that is to be told. */
int __next_option(int count, char **arguments, const char **options)
{
    int first, in_order = **options == '+' || **options == '-' || getenv("POSIXLY_CORRECT");
    int tell_plain = **options == '-';
    *options += **options == '+' || **options == '-';
    if (optind == 0) {
        optind = 1;
        __options.letters = "";
    }
    optarg = NULL;
    if (*__options.letters)
        return 1;
    first = optind;
    while (!in_order && optind < count && is_plain(arguments[optind]))
        optind++;
    __options.passed = optind - first;
    if (optind >= count || is_plain(arguments[optind])) {
        if (tell_plain && optind < count) {
            optarg = arguments[optind++];
            return 0;
        }
        optind = first;
        return -1;
    }
    if (strcmp(arguments[optind], "--") == 0) {
        optind++;
        __option_read(arguments, 0);
        return -1;
    }
    return 1;
}

static int complain(const char *program, const char *options, const char *what, int letter)
{
    optopt = letter;
    if (opterr && *options != ':')
        fprintf(stderr, "%s: %s -- '%c'\n", program, what, letter);
    return *options == ':' && *what == 'o' ? ':' : '?';
}

int __read_letter(int count, char **arguments, const char *options)
{
    const char *known;
    int letter;
    if (!*__options.letters)
        __options.letters = arguments[optind] + 1;
    letter = *__options.letters++;
    if (!*__options.letters)
        optind++;
    known = letter == ':' || letter == ';' ? NULL : strchr(options, letter);
    if (!known)
        return complain(arguments[0], options, "invalid option", letter);
    if (known[1] != ':')
        return letter;
    if (*__options.letters) {
        optarg = (char *)__options.letters;
        optind++;
    } else if (known[2] != ':' && optind < count)
        optarg = arguments[optind++];
    __options.letters = "";
    if (!optarg && known[2] != ':')
        return complain(arguments[0], options, "option requires an argument", letter);
    return letter;
}

int getopt(int count, char *const arguments[], const char *options)
{
    int next = __next_option(count, (char **)arguments, &options);
    if (next <= 0)
        return next ? -1 : 1;
    return __option_read((char **)arguments, __read_letter(count, (char **)arguments, options));
}
