/* Waiting for one of several descriptors. */
#include <poll.h>
#include <sys/select.h>
#include "kernel.h"

int poll(struct pollfd *descriptors, nfds_t count, int milliseconds)
{
    return (int)__result(KERNEL3(poll, descriptors, count, milliseconds));
}

int select(int count, fd_set *to_read, fd_set *to_write, fd_set *exceptional, struct timeval *limit)
{
    return (int)__result(KERNEL5(select, count, to_read, to_write, exceptional, limit));
}
