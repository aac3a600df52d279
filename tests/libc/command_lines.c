/* getopt and getopt_long: options, words, what is attached and what follows, and the order of the rest. */
#define _GNU_SOURCE
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int flagged;
static const struct option words[] = {
    {"verbose", no_argument, NULL, 'v'},  {"version", no_argument, NULL, 'V'}, {"name", required_argument, NULL, 'n'},
    {"level", optional_argument, NULL, 'l'}, {"flag", no_argument, &flagged, 5},  {NULL, 0, NULL, 0},
};

static void show_rest(int count, char **arguments)
{
    int i;
    printf("  optind %d:", optind);
    for (i = 1; i < count; i++)
        printf(" %s", arguments[i]);
    printf("\n");
}

/* The words of `line`, apart at blanks; `how` is 's' for letters, 'l' for words, 'o' for words behind one dash. */
static void read_line(const char *line, const char *options, int how)
{
    static char text[200];
    char *arguments[20] = {"prog"}, *word;
    int count = 1, result, which = -1;
    strcpy(text, line);
    for (word = strtok(text, " "); word; word = strtok(NULL, " "))
        arguments[count++] = word;
    printf("%s (%s)\n", line, options);
    optind = 0;
    flagged = 0;
    for (;;) {
        which = -1;
        if (how == 's')
            result = getopt(count, arguments, options);
        else if (how == 'l')
            result = getopt_long(count, arguments, options, words, &which);
        else
            result = getopt_long_only(count, arguments, options, words, &which);
        if (result == -1)
            break;
        printf("  %d %s", result, optarg ? optarg : "-");
        if (which >= 0)
            printf(" word %d", which);
        if (result == '?' || result == ':')
            printf(" optopt %d", optopt);
        printf(" flag %d\n", flagged);
    }
    show_rest(count, arguments);
    fflush(stdout);
}

int main(void)
{
    static const char *const lines[] = {
        "-a -b value rest", "-abvalue", "rest -a more -b value last", "-a -- -b value", "-x -b", "-", "plain",
        "plain -a - -b v other", "-ab", "-aa plain -a",
    };
    static const char *const long_lines[] = {
        "--verbose file",  "--name=x --name y z", "--verb", "--ver", "--nosuch --name", "--verbose=3", "--level --level=2 -l -l3",
        "file --flag -v last", "--flag", "-nv -v", "-- --flag", "--name", "a b --name c d -v e",
    };
    size_t i;
    for (i = 0; i < sizeof lines / sizeof *lines; i++) {
        read_line(lines[i], "ab:", 's');
        read_line(lines[i], "+ab:", 's');
        read_line(lines[i], "-ab:", 's');
        read_line(lines[i], ":ab:c::", 's');
    }
    for (i = 0; i < sizeof long_lines / sizeof *long_lines; i++) {
        read_line(long_lines[i], "vn:l::", 'l');
        read_line(long_lines[i], ":vn:", 'l');
        read_line(long_lines[i], "+vn:", 'l');
    }
    read_line("-verbose -name x -n y -v -nosuch", "vn:", 'o');
    setenv("POSIXLY_CORRECT", "1", 1);
    read_line("-a plain -b value", "ab:", 's');
    return 0;
}
