/* TCC as a program of the machine: the unit that the desk and the page are built from, over the machine's own files.
   Compiles argv[1] and links it with the C library in /faultline; the ELF goes to made.elf. */
#include "tcc_unit.c"
#undef open
#undef read
#undef lseek
#undef close
#undef unlink
#undef fdopen
#undef exit
#undef malloc
#undef realloc
#undef free

void *faultline_host_malloc(size_t size) { return malloc(size); }
void *faultline_host_realloc(void *block, size_t size) { return realloc(block, size); }
void faultline_host_free(void *block) { free(block); }
int faultline_host_open(const char *path, int flags, ...) { return open(path, flags); }
int faultline_host_read(int file, void *buffer, size_t size) { return (int)read(file, buffer, size); }
long faultline_host_lseek(int file, long offset, int whence) { return lseek(file, offset, whence); }
int faultline_host_close(int file) { return close(file); }
FILE *faultline_host_output(void) { return fopen("made.elf", "wb"); }

static void report(void *context, const char *message)
{
    fprintf(stderr, "%s\n", message);
}

int main(int argc, char **argv)
{
    const char *folders[] = {"/faultline/include"};
    const char *inputs[] = {"/faultline/lib/crt1.o", argv[1], "/faultline/lib/libc.a"};
    struct faultline_tcc_job job = {FAULTLINE_TCC_PROGRAM, "-nostdinc -nostdlib -static -g -Wall -include /faultline/include/builtins.h", folders, 1, inputs, 3, 1, report, 0};
    return argc == 2 ? faultline_tcc_run(&job) : 2;
}
