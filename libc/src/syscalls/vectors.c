/* Several pieces in one call. */
#include <sys/uio.h>
#include "kernel.h"

ssize_t readv(int fd, const struct iovec *pieces, int count)
{
    return (ssize_t)__result(KERNEL3(readv, fd, pieces, count));
}

ssize_t writev(int fd, const struct iovec *pieces, int count)
{
    return (ssize_t)__result(KERNEL3(writev, fd, pieces, count));
}

ssize_t process_vm_readv(pid_t process, const struct iovec *local, unsigned long local_count,
                         const struct iovec *remote, unsigned long remote_count, unsigned long flags)
{
    return (ssize_t)__result(KERNEL6(process_vm_readv, process, local, local_count, remote, remote_count, flags));
}
