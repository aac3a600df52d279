/* TCC in one translation unit, as a cross compiler to x86-64 that touches nothing of the machine it runs on. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "compiler/tcc_host.h"

/* On x86-64 too TCC is to take its cross compiler's path, as it does in WebAssembly. */
#undef __x86_64__
#undef __i386__
/* Programs are told that they run on Linux, whatever the compiler runs on. */
#ifndef __linux__
#define __linux__ 1
#endif
#define TCC_TARGET_X86_64 1
#define ONE_SOURCE 1

static jmp_buf tcc_gave_up;

static char *no_directory(char *buffer)
{
    return strcpy(buffer, "");
}

static time_t no_time(time_t *time)
{
    return *time = 0;
}

#define open faultline_host_open
#define read faultline_host_read
#define lseek faultline_host_lseek
#define close faultline_host_close
#define unlink(path) ((void)(path))
#define fdopen(file, mode) ((void)(file), faultline_host_output())
#define getcwd(buffer, size) no_directory(buffer)
#define getenv(name) NULL
#define time(now) no_time(now)
#define localtime gmtime
#define exit(status) longjmp(tcc_gave_up, 1)

/* long double constants: 1 sign bit, 15 bits of exponent with a bias of 16383, 64 bits of significand with its leading one. */
void put_x87_extended(void *target, double value)
{
    uint64_t bits, fraction, significand;
    uint16_t sign_and_exponent;
    int exponent;
    memcpy(&bits, &value, sizeof bits);
    fraction = bits & 0xfffffffffffffULL;
    exponent = (int)(bits >> 52 & 0x7ff);
    if (exponent == 0x7ff) {
        exponent = 0x7fff;
        significand = 1ULL << 63 | fraction << 11;
    } else if (exponent != 0) {
        exponent += 16383 - 1023;
        significand = 1ULL << 63 | fraction << 11;
    } else if (fraction != 0) {
        exponent = 16383 - 1022;
        for (significand = fraction << 11; !(significand >> 63); significand <<= 1)
            exponent--;
    } else {
        significand = 0;
    }
    sign_and_exponent = (uint16_t)((bits >> 63) << 15 | (uint64_t)exponent);
    memcpy(target, &significand, 8);
    memcpy((char *)target + 8, &sign_and_exponent, 2);
}

#include "libtcc.c"

static int run(TCCState *state, const struct faultline_tcc_job *job)
{
    int i;
    tcc_set_options(state, job->options);
    for (i = 0; i < job->include_path_count; i++)
        tcc_add_sysinclude_path(state, job->include_paths[i]);
    if (tcc_set_output_type(state, job->output == FAULTLINE_TCC_OBJECT ? TCC_OUTPUT_OBJ : TCC_OUTPUT_EXE) < 0)
        return 1;
    for (i = 0; i < job->input_count; i++) {
        state->filetype = i == job->source_index ? AFF_TYPE_C : 0;
        if (tcc_add_file(state, job->inputs[i]) < 0)
            return 1;
    }
    return tcc_output_file(state, "output") < 0 || state->nb_errors != 0;
}

/* TCC leaves these as they were where an error stopped it, some of them with memory that is freed by now. */
static void forget_last_run(void)
{
    debug_info = debug_info_root = NULL;
    in_sizeof = in_generic = global_expr = 0;
    nb_temp_local_vars = 0;
    cur_switch = NULL;
    cur_scope = loop_scope = root_scope = NULL;
}

int faultline_tcc_run(const struct faultline_tcc_job *job)
{
    TCCState *volatile state = NULL;
    volatile int status = 1;
    forget_last_run();
    if (setjmp(tcc_gave_up) == 0) {
        state = tcc_new();
        tcc_set_error_func(state, job->context, job->report);
        status = run(state, job);
        tcc_delete(state);
    }
    return status;
}
