/* Counting semaphores in memory, also in memory that processes share. Waiting gives up the processor, again and again. */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H

typedef struct {
    int value;
    int __room[7];
} sem_t;

int sem_init(sem_t *semaphore, int shared, unsigned value);
int sem_destroy(sem_t *semaphore);
int sem_wait(sem_t *semaphore);
int sem_trywait(sem_t *semaphore);
int sem_post(sem_t *semaphore);
int sem_getvalue(sem_t *semaphore, int *value);

#endif
