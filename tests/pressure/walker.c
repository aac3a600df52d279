/* Walks over pages as it is told, one command a line, and answers with the minor and major faults that it took:
   "map N" maps N pages, "walk FIRST COUNT STEP" writes to pages, "flush" makes the CPU forget its translations.
   Its own pages are locked: what reclaim can take are the pages it walks over, and no others are counted. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define ARENA ((char *)0x200000000)
#define PAGE 4096ul

static void map(char *at, unsigned long pages) {
    mmap(at, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

static void walk(unsigned long first, unsigned long count, unsigned long step) {
    for (unsigned long i = 0; i < count; i += step) ARENA[(first + i) * PAGE]++;
}

/* Unmapping more than 33 touched pages drops the whole context. */
static void flush(void) {
    char *other = ARENA - 64 * PAGE;
    map(other, 64);
    for (unsigned long i = 0; i < 64; i++) other[i * PAGE] = 1;
    munmap(other, 64 * PAGE);
}

int main(void) {
    char line[100], word[10];
    mlockall(MCL_CURRENT);
    while (fgets(line, sizeof line, stdin)) {
        unsigned long a = 0, b = 0, c = 1;
        struct rusage before, after;
        sscanf(line, "%9s %lu %lu %lu", word, &a, &b, &c);
        getrusage(RUSAGE_SELF, &before);
        if (strcmp(word, "map") == 0) map(ARENA, a);
        else if (strcmp(word, "walk") == 0) walk(a, b, c);
        else flush();
        getrusage(RUSAGE_SELF, &after);
        printf("%ld %ld\n", after.ru_minflt - before.ru_minflt, after.ru_majflt - before.ru_majflt);
        fflush(stdout);
    }
    return 0;
}
