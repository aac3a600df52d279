/* Changing the environment. The first change moves the list of names into memory of its own. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char **own_list;

static char **find(const char *name, size_t length)
{
    char **each;
    for (each = environ; each && *each; each++)
        if (strncmp(*each, name, length) == 0 && (*each)[length] == '=')
            return each;
    return NULL;
}

static int append(char *assignment)
{
    char **list;
    size_t count = 0;
    while (environ && environ[count])
        count++;
    list = realloc(environ == own_list ? own_list : NULL, (count + 2) * sizeof *list);
    if (!list)
        return -1;
    if (environ != own_list)
        memcpy(list, environ, count * sizeof *list);
    list[count] = assignment;
    list[count + 1] = NULL;
    environ = own_list = list;
    return 0;
}

int putenv(char *assignment)
{
    char *equals = strchr(assignment, '=');
    char **old;
    if (!equals)
        return unsetenv(assignment);
    old = find(assignment, equals - assignment);
    if (!old)
        return append(assignment);
    *old = assignment;
    return 0;
}

static int bad_name(const char *name)
{
    if (name && *name && !strchr(name, '='))
        return 0;
    errno = EINVAL;
    return 1;
}

int setenv(const char *name, const char *value, int overwrite)
{
    char *assignment;
    size_t length;
    if (bad_name(name))
        return -1;
    length = strlen(name);
    if (!overwrite && find(name, length))
        return 0;
    assignment = malloc(length + strlen(value) + 2);
    if (!assignment)
        return -1;
    strcpy(assignment, name);
    assignment[length] = '=';
    strcpy(assignment + length + 1, value);
    return putenv(assignment);
}

int unsetenv(const char *name)
{
    char **each;
    if (bad_name(name))
        return -1;
    while ((each = find(name, strlen(name))))
        do
            each[0] = each[1];
        while (*each++);
    return 0;
}

int clearenv(void)
{
    environ = NULL;
    return 0;
}
