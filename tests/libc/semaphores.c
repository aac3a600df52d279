/* Two processes take turns by semaphores in memory that they share. */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct table {
    sem_t ping, pong, lock;
    long sum;
    char order[64];
    int used;
};

int main(void)
{
    struct table *t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int i, value, result;
    sem_init(&t->ping, 1, 1);
    sem_init(&t->pong, 1, 0);
    sem_init(&t->lock, 1, 1);
    if (fork() == 0) {
        for (i = 0; i < 10; i++) {
            sem_wait(&t->pong);
            t->order[t->used++] = 'b';
            sem_post(&t->ping);
        }
        for (i = 0; i < 20000; i++) {
            sem_wait(&t->lock);
            t->sum++;
            sem_post(&t->lock);
        }
        exit(0);
    }
    for (i = 0; i < 10; i++) {
        sem_wait(&t->ping);
        t->order[t->used++] = 'a';
        sem_post(&t->pong);
    }
    for (i = 0; i < 20000; i++) {
        sem_wait(&t->lock);
        t->sum++;
        sem_post(&t->lock);
    }
    wait(NULL);
    printf("%s %ld\n", t->order, t->sum);
    sem_getvalue(&t->lock, &value);
    printf("%d\n", value);
    sem_wait(&t->lock);
    result = sem_trywait(&t->lock);
    printf("%d %d\n", result, errno == EAGAIN);
    return sem_destroy(&t->lock);
}
