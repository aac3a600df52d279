/* All wanted entries of a directory, in an order. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int alphasort(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int add(struct dirent ***list, int count, const struct dirent *entry)
{
    struct dirent **longer = realloc(*list, (count + 1) * sizeof *longer);
    if (!longer)
        return -1;
    *list = longer;
    longer[count] = malloc(entry->d_reclen);
    if (!longer[count])
        return -1;
    memcpy(longer[count], entry, entry->d_reclen);
    return 0;
}

int scandir(const char *path, struct dirent ***list, int (*wanted)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
    DIR *directory = opendir(path);
    struct dirent **found = NULL, *entry;
    int count = 0, kept;
    if (!directory)
        return -1;
    while ((entry = readdir(directory))) {
        if (wanted && !wanted(entry))
            continue;
        if (add(&found, count, entry) < 0) {
            while (count > 0)
                free(found[--count]);
            free(found);
            closedir(directory);
            errno = ENOMEM;
            return -1;
        }
        count++;
    }
    kept = errno;
    closedir(directory);
    errno = kept;
    if (compare && count > 1)
        qsort(found, count, sizeof *found, (int (*)(const void *, const void *))compare);
    *list = found;
    return count;
}
