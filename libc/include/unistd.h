/* The calls of POSIX: files, processes, the break. */
#ifndef _UNISTD_H
#define _UNISTD_H

#include <getopt.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define R_OK 4
#define W_OK 2
#define X_OK 1
#define F_OK 0

#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

#define _SC_ARG_MAX 0
#define _SC_CHILD_MAX 1
#define _SC_CLK_TCK 2
#define _SC_NGROUPS_MAX 3
#define _SC_OPEN_MAX 4
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE _SC_PAGESIZE
#define _SC_RTSIG_MAX 31
#define _SC_LINE_MAX 43
#define _SC_IOV_MAX 60
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES 85
#define _SC_AVPHYS_PAGES 86
#define _SC_HOST_NAME_MAX 180
#define _SC_MONOTONIC_CLOCK 149

extern char **environ;

ssize_t read(int fd, void *to, size_t count);
ssize_t write(int fd, const void *from, size_t count);
ssize_t pread(int fd, void *to, size_t count, off_t offset);
ssize_t pwrite(int fd, const void *from, size_t count, off_t offset);
int close(int fd);
off_t lseek(int fd, off_t offset, int whence);
int dup(int fd);
int dup2(int fd, int wanted);
int dup3(int fd, int wanted, int flags);
int pipe(int ends[2]);
int pipe2(int ends[2], int flags);
int isatty(int fd);
int fsync(int fd);
int fdatasync(int fd);
void sync(void);

int access(const char *path, int mode);
int link(const char *from, const char *to);
int symlink(const char *target, const char *path);
ssize_t readlink(const char *path, char *to, size_t size);
int unlink(const char *path);
int rmdir(const char *path);
int chdir(const char *path);
char *getcwd(char *to, size_t size);
int truncate(const char *path, off_t length);
int ftruncate(int fd, off_t length);

pid_t fork(void);
pid_t vfork(void);
int execve(const char *path, char *const arguments[], char *const environment[]);
int execv(const char *path, char *const arguments[]);
int execvp(const char *file, char *const arguments[]);
int execl(const char *path, const char *argument, ...);
int execlp(const char *file, const char *argument, ...);
int execle(const char *path, const char *argument, ...);
_Noreturn void _exit(int status);
pid_t getpid(void);
pid_t getppid(void);
pid_t gettid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t process);
pid_t getsid(pid_t process);
int setpgid(pid_t process, pid_t group);
pid_t setsid(void);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);

int brk(void *end);
void *sbrk(intptr_t change);
int getpagesize(void);
long sysconf(int name);

int nice(int change);
unsigned alarm(unsigned seconds);
int pause(void);
unsigned sleep(unsigned seconds);
int usleep(useconds_t microseconds);

int gethostname(char *to, size_t size);
int getentropy(void *to, size_t count);

long syscall(long number, ...);

#endif
