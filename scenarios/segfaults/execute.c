// A page that may be executed, and nothing else.
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    char *p = mmap(NULL, 4096, PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    puts("Press Enter to read it...");
    getchar();
    int byte = p[0];  // the read
    printf("It holds %d.\n", byte);
    return 0;
}
