/* Listing: what was made is there, by name and kind; in order when asked; from the start again; and what is no directory. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_file(const struct dirent *entry)
{
    return entry->d_type == DT_REG;
}

static int count(DIR *directory)
{
    int entries = 0;
    while (readdir(directory))
        entries++;
    return entries;
}

static void make_files(int files)
{
    char name[32];
    int i;
    mkdir("shelf", 0755);
    for (i = 0; i < files; i++) {
        sprintf(name, "shelf/book%03d", i);
        close(creat(name, 0644));
    }
    mkdir("shelf/box", 0755);
}

static void show(const char *path, int (*wanted)(const struct dirent *))
{
    struct dirent **list;
    int entries = scandir(path, &list, wanted, alphasort), i;
    printf("%s: %d\n", path, entries);
    for (i = 0; i < entries; i++) {
        if (i < 4 || i == entries - 1)
            printf("  %s %d\n", list[i]->d_name, list[i]->d_type);
        free(list[i]);
    }
    free(list);
}

static void empty_and_remove(void)
{
    DIR *directory = opendir("shelf");
    struct dirent *entry;
    char name[300];
    while ((entry = readdir(directory))) {
        sprintf(name, "shelf/%s", entry->d_name);
        if (entry->d_type == DT_REG)
            unlink(name);
    }
    rewinddir(directory);
    printf("%d left, ", count(directory));
    closedir(directory);
    printf("%d, ", rmdir("shelf"));
    printf("%s, ", strerror(errno));
    printf("%d, ", rmdir("shelf/box"));
    printf("%d\n", rmdir("shelf"));
}

int main(void)
{
    DIR *directory, *same;
    struct dirent *entry;
    long place;
    int maps = 0;
    make_files(1500);
    show("shelf", NULL);
    show("shelf", is_file);
    directory = opendir("shelf");
    printf("%d, ", count(directory));
    printf("then %d\n", readdir(directory) == NULL);
    rewinddir(directory);
    printf("again %d\n", count(directory));
    rewinddir(directory);
    readdir(directory);
    place = telldir(directory);
    entry = readdir(directory);
    place = entry->d_ino;
    seekdir(directory, 0);
    readdir(directory);
    printf("the same one: %d\n", (long)readdir(directory)->d_ino == place);
    same = fdopendir(dup(dirfd(directory)));
    printf("%d %d\n", same != NULL, closedir(same));
    closedir(directory);
    empty_and_remove();
    directory = opendir("shelf");
    printf("%d %s\n", directory == NULL, strerror(errno));
    close(creat("file", 0600));
    printf("%d ", opendir("file") == NULL);
    printf("%s\n", strerror(errno));
    printf("%d %s\n", fdopendir(open("file", O_RDONLY)) == NULL, strerror(errno));
    directory = opendir("/proc/self");
    while ((entry = readdir(directory)))
        maps += strcmp(entry->d_name, "maps") == 0 && entry->d_type == DT_REG;
    printf("%d %d\n", maps, open(".", O_WRONLY));
    return 0;
}
