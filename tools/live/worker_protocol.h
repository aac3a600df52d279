/* What the controller and a worker of the op executor say to each other; C, because the worker is. */
#ifndef FAULTLINE_TOOLS_LIVE_WORKER_PROTOCOL_H
#define FAULTLINE_TOOLS_LIVE_WORKER_PROTOCOL_H

#include <stdint.h>

enum WorkerVerb {
    WORKER_CALL,        /* system call `number` with `argument`s */
    WORKER_READ,        /* user load of one byte at argument[0] */
    WORKER_WRITE,       /* user store of the byte argument[1] */
    WORKER_WRITE8,      /* user store of eight 0xC3 bytes */
    WORKER_EXEC,        /* jump to argument[0], one instruction */
    WORKER_KERNEL_READ, /* write(2) of the byte at argument[0] to a pipe */
    WORKER_KERNEL_WRITE,
    WORKER_FORK, /* argument[0] is the child's index */
    WORKER_VFORK_WRITE,
    WORKER_MINCORE,    /* of argument[1] bytes at argument[0], into the reply */
    WORKER_FILE_READ,  /* one byte of descriptor argument[0] at offset argument[1] */
    WORKER_FILE_WRITE, /* the byte argument[2] */
    WORKER_DROP_CACHE, /* fsync and posix_fadvise(DONTNEED) of descriptor argument[0] */
    WORKER_SET_HEAP,   /* an empty heap at argument[0] */
    WORKER_EXIT,
};

enum { WORKER_MINCORE_PAGES = 4096 };

struct WorkerCommand {
    uint32_t verb;
    uint32_t flush; /* drop all translations afterwards */
    uint64_t number;
    uint64_t argument[6];
};

struct WorkerReply {
    int64_t result;
    int64_t min_flt;
    int64_t maj_flt;
    int32_t signal;
    int32_t si_code;
    uint64_t x86_error;
    uint64_t value;                            /* of a read */
    uint8_t mincore[WORKER_MINCORE_PAGES / 8]; /* a bit for a page, the lowest first */
};

enum {
    WORKER_COMMAND_FD = 100, /* + 2 * index: commands for that worker, and at + 1 its replies go out */
    WORKER_OBJECT_FD = 110,  /* f, g, m */
    WORKER_PIPE_READ_FD = 120,
    WORKER_PIPE_WRITE_FD = 121,
};

#endif
