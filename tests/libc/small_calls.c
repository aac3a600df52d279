/* Small calls that programs use in passing: names, limits, times, folders, processors, named semaphores, wide strings. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* As old programs do it, beside those of <sys/types.h>. */
typedef unsigned int uint;

static void moments(void)
{
    struct timeval a = {1, 700000}, b = {2, 400000}, c;
    struct tm date = {.tm_year = 126, .tm_mon = 0, .tm_mday = 1, .tm_wday = 4};
    time_t moment = 86400 * 400;
    char text[26];
    timeradd(&a, &b, &c);
    printf("%ld %ld", (long)c.tv_sec, (long)c.tv_usec);
    timersub(&b, &a, &c);
    printf(" %ld %ld %d %d\n", (long)c.tv_sec, (long)c.tv_usec, timercmp(&a, &b, <) != 0, timercmp(&a, &b, >) != 0);
    printf("%s", asctime_r(&date, text));
    printf("%s", ctime_r(&moment, text));
}

static void named_semaphore(void)
{
    sem_t *semaphore, *same;
    struct timespec past = {1, 0};
    int value;
    sem_unlink("/faultline-test");
    semaphore = sem_open("/faultline-test", O_CREAT | O_EXCL, 0600, 2);
    same = sem_open("/faultline-test", 0);
    printf("%d %d", semaphore != SEM_FAILED, same != SEM_FAILED);
    sem_wait(semaphore);
    sem_getvalue(same, &value);
    printf(" %d", value);
    sem_wait(same);
    printf(" %d", sem_timedwait(same, &past));
    printf(" %d\n", errno == ETIMEDOUT);
    fflush(stdout);
    if (fork() == 0) {
        usleep(1000);
        sem_post(semaphore);
        _exit(0);
    }
    sem_wait(same);
    wait(NULL);
    printf("%d", sem_open("/faultline-test", O_CREAT | O_EXCL, 0600, 2) == SEM_FAILED);
    printf(" %d %d\n", errno == EEXIST, sem_unlink("/faultline-test"));
    printf("%d", sem_open("/faultline-test", 0) == SEM_FAILED);
    printf(" %d %d\n", errno == ENOENT, sem_close(semaphore));
}

static void wide(void)
{
    wchar_t text[20] = L"wide", other[20];
    char bytes[20];
    wcscpy(other, text);
    wcscat(other, L" text");
    printf("%zu %d %d %ls\n", wcslen(other), wcscmp(text, other) < 0, wcsncmp(text, other, 4), other);
    printf("%d %d\n", wcschr(other, L' ') == other + 4, wcsrchr(other, L't') == other + 8);
    printf("%zu", mbstowcs(text, "bytes", 20));
    printf(" %ls", text);
    printf(" %zu", wcstombs(bytes, text, sizeof bytes));
    printf(" %s\n", bytes);
    wmemset(text, L'x', 3);
    printf("%ls %d\n", text, wmemcmp(text, other, 2) > 0);
}

int main(void)
{
    char folder[] = "/tmp/faultline-XXXXXX", text[64];
    cpu_set_t set;
    struct stat about;
    int first;
    printf("%d", mkdtemp(folder) != NULL);
    stat(folder, &about);
    printf(" %o %d\n", about.st_mode, rmdir(folder));
    printf("%d", mkdtemp(strcpy(text, "/tmp/short")) == NULL);
    printf(" %d\n", errno);
    printf("%s", strerror_r(ENOENT, text, sizeof text));
    printf(" %s\n", strerror_r(12345, text, sizeof text));
    printf("%d %d %ld\n", LINE_MAX, HOST_NAME_MAX, (long)PAGE_SIZE);
    printf("%ld %ld %ld %ld\n", sysconf(_SC_LINE_MAX), sysconf(_SC_IOV_MAX), sysconf(_SC_HOST_NAME_MAX), sysconf(_SC_RTSIG_MAX));
    printf("%d %d\n", getpgid(0) == getpgrp(), getsid(0) > 0);
    printf("%d", nice(0));
    printf(" %d", nice(3));
    printf(" %d\n", nice(0));
    sched_getaffinity(0, sizeof set, &set);
    printf("%d %d\n", CPU_COUNT(&set) == get_nprocs(), CPU_COUNT(&set) > 0);
    for (first = 0; !CPU_ISSET(first, &set); first++)
        ;
    CPU_ZERO(&set);
    CPU_SET(first, &set);
    printf("%d", sched_setaffinity(0, sizeof set, &set));
    printf(" %d\n", sched_getcpu() == first);
    CPU_ZERO(&set);
    printf("%d", sched_setaffinity(0, sizeof set, &set));
    printf(" %d\n", errno);
    printf("%d %d\n", getentropy(text, 16), getentropy(text, 257));
    setenv("FAULTLINE", "1", 1);
    clearenv();
    printf("%zu %zu %zu\n", sizeof(uint), sizeof(ulong), sizeof(u_char));
    printf("%d\n", getenv("FAULTLINE") == NULL);
    moments();
    named_semaphore();
    wide();
    return 0;
}
