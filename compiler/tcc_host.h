/* The only machine that TCC sees: files in memory, no clock, no working directory, memory that is all taken back.
   Implemented by tcc_host.cpp, called by TCC through the macros of tcc_unit.c. One compilation at a time. */
#ifndef FAULTLINE_COMPILER_TCC_HOST_H
#define FAULTLINE_COMPILER_TCC_HOST_H
#include <stddef.h>
#include <stdio.h>
#ifdef __cplusplus
extern "C" {
#endif

enum faultline_tcc_output { FAULTLINE_TCC_OBJECT, FAULTLINE_TCC_PROGRAM };

/* What one run of TCC makes: `inputs` are compiled or linked in order, found among the host's files. */
struct faultline_tcc_job {
    enum faultline_tcc_output output;
    const char *options;
    const char *const *include_paths;
    int include_path_count;
    const char *const *inputs;
    int input_count;
    int source_index; /* this input is C, whatever its name; the others are known by their contents */
    void (*report)(void *context, const char *message);
    void *context;
};

/* Runs TCC; the result is what it wrote to the host's output. 0 means success. Never leaves by exit() or longjmp(). */
int faultline_tcc_run(const struct faultline_tcc_job *job);

void *faultline_host_malloc(size_t size);
void *faultline_host_realloc(void *block, size_t size);
void faultline_host_free(void *block);

int faultline_host_open(const char *path, int flags, ...);
int faultline_host_read(int file, void *buffer, size_t size);
long faultline_host_lseek(int file, long offset, int whence);
int faultline_host_close(int file);
FILE *faultline_host_output(void);

#ifdef __cplusplus
}
#endif
#endif
