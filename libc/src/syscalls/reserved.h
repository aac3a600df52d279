/* The calls of POSIX under names that no program can have taken. ISO C lets a program call its own function "read" or "link":
   what the library itself needs from the kernel, it asks by these. They set errno and return -1 on failure. */
#ifndef LIBC_RESERVED_H
#define LIBC_RESERVED_H

#include "kernel.h"

#define __read(fd, to, count) __result(KERNEL3(read, fd, to, count))
#define __write(fd, from, count) __result(KERNEL3(write, fd, from, count))
#define __open(path, flags, mode) ((int)__result(KERNEL4(openat, -100, path, flags, mode)))
#define __close(fd) ((int)__result(KERNEL1(close, fd)))
#define __lseek(fd, offset, whence) __result(KERNEL3(lseek, fd, offset, whence))
#define __fstat(fd, to) ((int)__result(KERNEL2(fstat, fd, to)))
#define __fcntl(fd, command, argument) ((int)__result(KERNEL3(fcntl, fd, command, argument)))
#define __dup3(fd, wanted, flags) ((int)__result(KERNEL3(dup3, fd, wanted, flags)))
#define __isatty(fd, settings) (__result(KERNEL3(ioctl, fd, 0x5401, settings)) == 0)
#define __unlink(path) ((int)__result(KERNEL1(unlink, path)))
#define __rmdir(path) ((int)__result(KERNEL1(rmdir, path)))
#define __getpid() ((int)KERNEL0(getpid))
#define __gettid() ((int)KERNEL0(gettid))
#define __exit_group(status) KERNEL1(exit_group, status)
#define __mmap(where, length, protection, flags, fd, offset) \
    ((void *)__result(KERNEL6(mmap, where, length, protection, flags, fd, offset)))
#define __munmap(where, length) ((int)__result(KERNEL2(munmap, where, length)))
#define __mremap(where, old_length, new_length, flags) \
    ((void *)__result(KERNEL4(mremap, where, old_length, new_length, flags)))
#define __madvise(where, length, advice) ((int)__result(KERNEL3(madvise, where, length, advice)))
#define __sigprocmask(how, set, old) ((int)__result(KERNEL4(rt_sigprocmask, how, set, old, 8)))

struct sigaction;
int __sigaction(int signal, const struct sigaction *action, struct sigaction *old);
void *__sbrk(long change);

#endif
