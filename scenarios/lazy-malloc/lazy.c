// save as lazy.c — compile: gcc -o lazy lazy.c
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main() {
// Ask for 100 MB. Does the OS actually give us 100 MB of RAM?
size_t size = 100 * 1024 * 1024;
char *p = malloc(size);
printf("malloc returned: %p\n", (void *)p);
printf("Now check: ps -o pid,vsz,rss -p %d\n", getpid());
printf("Press Enter BEFORE touching memory...\n");
getchar();
// Touch every page (write one byte per 4 KB page)
for (size_t i = 0; i < size; i += 4096) {
p[i] = 'A';
}
printf("Memory touched. Press Enter to check again...\n");
getchar();
free(p);
return 0;
}
