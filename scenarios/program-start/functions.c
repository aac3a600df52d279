// Three large functions and a table. The program drops its own file from memory, calls one of the functions, and writes the table.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define STEP n = n * 3 + 1;
#define STEPS_8 STEP STEP STEP STEP STEP STEP STEP STEP
#define STEPS_64 STEPS_8 STEPS_8 STEPS_8 STEPS_8 STEPS_8 STEPS_8 STEPS_8 STEPS_8
#define STEPS_512 STEPS_64 STEPS_64 STEPS_64 STEPS_64 STEPS_64 STEPS_64 STEPS_64 STEPS_64
#define LARGE STEPS_512 STEPS_512 STEPS_512 STEPS_512 STEPS_512 STEPS_512 STEPS_512 STEPS_512

static char table[256 * 1024] = {1};

static int never_called(int n) {
    LARGE LARGE LARGE LARGE
    return n;
}

static int called(int n) {
    STEPS_512 STEPS_512 STEPS_512 STEPS_512
    return n;
}

static int never_called_either(int n) {
    LARGE LARGE LARGE LARGE
    return n;
}

static void drop_from_memory(void) {
    int file = open("/proc/sys/vm/drop_caches", O_WRONLY);
    write(file, "1", 1);
    close(file);
}

int main(int argc, char **argv) {
    int n = argc;
    drop_from_memory();
    puts("Press Enter to call one of the functions...");
    getchar();
    n = called(n);  // the call
    puts("Press Enter to write the middle of the table...");
    getchar();
    table[128 * 1024] = 'T';  // the write
    puts("Press Enter to leave...");
    getchar();
    return n == 0 ? never_called(n) + never_called_either(n) : 0;
}
