/* Waiting until one of several descriptors can be read or written, as sets of descriptors below 1024. */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H

#include <sys/types.h>

struct timeval {
    time_t tv_sec;
    suseconds_t tv_usec;
};

#define FD_SETSIZE 1024
typedef struct {
    unsigned long bits[FD_SETSIZE / 64];
} fd_set;

#define FD_ZERO(set) ((void)(*(set) = (fd_set){{0}}))
#define FD_SET(fd, set) ((void)((set)->bits[(fd) / 64] |= 1UL << (fd) % 64))
#define FD_CLR(fd, set) ((void)((set)->bits[(fd) / 64] &= ~(1UL << (fd) % 64)))
#define FD_ISSET(fd, set) ((int)((set)->bits[(fd) / 64] >> (fd) % 64 & 1))

int select(int count, fd_set *to_read, fd_set *to_write, fd_set *exceptional, struct timeval *limit);

#endif
