/* Letting others run, and on which processors. */
#ifndef _SCHED_H
#define _SCHED_H

#include <string.h>
#include <sys/types.h>

#define CPU_SETSIZE 1024
typedef struct {
    unsigned long bits[CPU_SETSIZE / 64];
} cpu_set_t;

#define CPU_ZERO(set) ((void)memset(set, 0, sizeof *(set)))
#define CPU_SET(cpu, set) ((void)((set)->bits[(cpu) / 64] |= 1UL << (cpu) % 64))
#define CPU_CLR(cpu, set) ((void)((set)->bits[(cpu) / 64] &= ~(1UL << (cpu) % 64)))
#define CPU_ISSET(cpu, set) ((int)((set)->bits[(cpu) / 64] >> (cpu) % 64 & 1))
#define CPU_COUNT(set) __count_processors(set)

int __count_processors(const cpu_set_t *set);
int sched_yield(void);
int sched_getcpu(void);
int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set);
int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *set);

#endif
