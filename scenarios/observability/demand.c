// save as demand.c — compile: gcc -o demand demand.c
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
void show_rss() {
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/status", getpid());
    FILE *f = fopen(path, "r");
    char line[256];
    while (fgets(line, sizeof(line), f)) {
        if (strncmp(line, "VmRSS", 5) == 0 || strncmp(line, "VmSize", 6) == 0) {
            printf(" %s", line);
        }
    }
    fclose(f);
}
int main() {
    printf("Before malloc:\n");
    show_rss();
    char *p = malloc(100 * 1024 * 1024);  // 100 MB
    printf("\nAfter malloc (before touching):\n");
    show_rss();
    // Touch every page
    for (size_t i = 0; i < 100 * 1024 * 1024; i += 4096) {
        p[i] = 1;
    }
    printf("\nAfter touching every page:\n");
    show_rss();
    free(p);
    printf("\nAfter free:\n");
    show_rss();
    return 0;
}
