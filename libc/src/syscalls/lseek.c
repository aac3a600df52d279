/* Where the next read or write begins. */
#include <unistd.h>
#include "kernel.h"

off_t lseek(int fd, off_t offset, int whence)
{
    return (off_t)__result(KERNEL3(lseek, fd, offset, whence));
}
