/* Counting semaphores. __take and __give are indivisible; __take returns 0 when there is nothing to take. */
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <time.h>
#include "../syscalls/kernel.h"

asm(".text\n"
    ".globl __take\n"
    "__take:\n"
    "    mov (%rdi), %eax\n"
    "again:\n"
    "    test %eax, %eax\n"
    "    jz nothing\n"
    "    lea -1(%rax), %ecx\n"
    "    lock\n"
    "    cmpxchg %ecx, (%rdi)\n"
    "    jnz again\n"
    "    mov $1, %eax\n"
    "nothing:\n"
    "    ret\n"
    ".globl __give\n"
    "__give:\n"
    "    lock\n"
    "    incl (%rdi)\n"
    "    ret\n");
extern int __take(int *count);
extern void __give(int *count);

int sem_init(sem_t *semaphore, int shared, unsigned value)
{
    (void)shared;
    if (value > INT_MAX) {
        errno = EINVAL;
        return -1;
    }
    semaphore->value = (int)value;
    return 0;
}

int sem_destroy(sem_t *semaphore)
{
    (void)semaphore;
    return 0;
}

int sem_trywait(sem_t *semaphore)
{
    if (__take(&semaphore->value))
        return 0;
    errno = EAGAIN;
    return -1;
}

int sem_wait(sem_t *semaphore)
{
    while (!__take(&semaphore->value))
        KERNEL0(sched_yield);
    return 0;
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    struct timespec now;
    while (!__take(&semaphore->value)) {
        KERNEL2(clock_gettime, CLOCK_REALTIME, &now);
        if (now.tv_sec > until->tv_sec || (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec)) {
            errno = ETIMEDOUT;
            return -1;
        }
        KERNEL0(sched_yield);
    }
    return 0;
}

int sem_post(sem_t *semaphore)
{
    __give(&semaphore->value);
    return 0;
}

int sem_getvalue(sem_t *semaphore, int *value)
{
    *value = semaphore->value;
    return 0;
}
