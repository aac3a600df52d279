/* Options that are words: "--size=4", "--size 4", or any beginning of a word that only one has. */
#include <stdio.h>
#include <string.h>
#include "getopt.h"
#include "../string/reserved.h"

struct spelling {
    const char *dashes, *word;
    size_t length;
};

static int starts(const struct option *each, const struct spelling *given)
{
    return strncmp(each->name, given->word, given->length) == 0;
}

static int same(const struct option *a, const struct option *b)
{
    return a->has_arg == b->has_arg && a->flag == b->flag && a->val == b->val;
}

/* The word that is given, or NULL; several that begin so are reported through *ambiguous. */
static const struct option *find(const struct option *words, const struct spelling *given, int *ambiguous)
{
    const struct option *each, *found = NULL;
    for (each = words; each->name; each++) {
        if (!starts(each, given))
            continue;
        if (strlen(each->name) == given->length) {
            *ambiguous = 0;
            return each;
        }
        if (found && !same(found, each))
            *ambiguous = 1;
        if (!found)
            found = each;
    }
    return *ambiguous ? NULL : found;
}

static void list_possible(const char *program, const struct option *words, const struct spelling *given)
{
    const struct option *each;
    fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", program, given->dashes, given->word);
    for (each = words; each->name; each++)
        if (starts(each, given))
            fprintf(stderr, " '%s%s'", given->dashes, each->name);
    fprintf(stderr, "\n");
}

static int read_word(int count, char **arguments, int tell, int quiet_colon, const struct option *words, int *which,
                     const struct spelling *given)
{
    int ambiguous = 0;
    const struct option *found = find(words, given, &ambiguous);
    const char *equals = given->word[given->length] ? given->word + given->length : NULL;
    optind++;
    optopt = found ? found->val : 0;
    if (!found) {
        if (tell && ambiguous)
            list_possible(arguments[0], words, given);
        else if (tell)
            fprintf(stderr, "%s: unrecognized option '%s%s'\n", arguments[0], given->dashes, given->word);
        return '?';
    }
    if (equals && found->has_arg == no_argument) {
        if (tell)
            fprintf(stderr, "%s: option '%s%s' doesn't allow an argument\n", arguments[0], given->dashes, found->name);
        return '?';
    }
    if (equals)
        optarg = (char *)equals + 1;
    else if (found->has_arg == required_argument && optind < count)
        optarg = arguments[optind++];
    else if (found->has_arg == required_argument) {
        if (tell)
            fprintf(stderr, "%s: option '%s%s' requires an argument\n", arguments[0], given->dashes, found->name);
        return quiet_colon ? ':' : '?';
    }
    if (which)
        *which = (int)(found - words);
    if (!found->flag)
        return found->val;
    *found->flag = found->val;
    return 0;
}

static int read_option(int count, char **arguments, const char *options, const struct option *words, int *which, int single)
{
    int next = __next_option(count, arguments, &options), ambiguous = 0;
    struct spelling given;
    const char *argument;
    if (next <= 0)
        return next ? -1 : 1;
    argument = arguments[optind];
    given.dashes = "-";
    if (!*__options.letters && words) {
        given.dashes = argument[1] == '-' ? "--" : "-";
        given.word = argument + strlen(given.dashes);
        given.length = __strchrnul(given.word, '=') - given.word;
        single = single && argument[2] && (find(words, &given, &ambiguous) || !strchr(options, argument[1]));
        if (given.dashes[1] || single)
            return __option_read(arguments, read_word(count, arguments, opterr && *options != ':', *options == ':', words,
                                                      which, &given));
    }
    return __option_read(arguments, __read_letter(count, arguments, options));
}

int getopt_long(int count, char *const arguments[], const char *options, const struct option *words, int *which)
{
    return read_option(count, (char **)arguments, options, words, which, 0);
}

int getopt_long_only(int count, char *const arguments[], const char *options, const struct option *words, int *which)
{
    return read_option(count, (char **)arguments, options, words, which, 1);
}
