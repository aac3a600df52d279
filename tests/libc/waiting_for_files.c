/* poll and select: pipes that have bytes, room, or nobody at the other end, files, and time limits. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void nothing(int signal)
{
    (void)signal;
}

static void show(const char *what, struct pollfd *each, int count, int milliseconds)
{
    int i, ready = poll(each, count, milliseconds);
    printf("%s: %d", what, ready);
    for (i = 0; i < count; i++)
        printf(" %x", each[i].revents);
    printf("\n");
}

static long milliseconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
}

static void with_select(void)
{
    int ends[2], file = open("/dev/null", O_RDWR);
    struct timeval limit = {0, 3000};
    fd_set to_read, to_write;
    pipe(ends);
    FD_ZERO(&to_read);
    FD_ZERO(&to_write);
    FD_SET(ends[0], &to_read);
    FD_SET(ends[1], &to_write);
    FD_SET(file, &to_write);
    printf("select %d", select(file > ends[1] ? file + 1 : ends[1] + 1, &to_read, &to_write, NULL, NULL));
    printf(" %d %d %d\n", FD_ISSET(ends[0], &to_read), FD_ISSET(ends[1], &to_write), FD_ISSET(file, &to_write));
    FD_ZERO(&to_read);
    FD_SET(ends[0], &to_read);
    printf("late %d", select(ends[0] + 1, &to_read, NULL, NULL, &limit));
    printf(" %d left %ld %ld\n", FD_ISSET(ends[0], &to_read), (long)limit.tv_sec, (long)limit.tv_usec);
    fflush(stdout);
    if (fork() == 0) {
        usleep(2000);
        write(ends[1], "!", 1);
        _exit(0);
    }
    limit.tv_sec = 20;
    FD_SET(ends[0], &to_read);
    printf("in time %d", select(ends[0] + 1, &to_read, NULL, NULL, &limit));
    printf(" %d left %d\n", FD_ISSET(ends[0], &to_read), limit.tv_sec == 19);
    wait(NULL);
    close(ends[0]);
    FD_SET(ends[0], &to_read);
    printf("closed %d", select(ends[0] + 1, &to_read, NULL, NULL, &limit));
    printf(" %s\n", strerror(errno));
    limit.tv_sec = -1;
    printf("no time %d", select(0, NULL, NULL, NULL, &limit));
    printf(" %s\n", strerror(errno));
}

int main(void)
{
    int one[2], two[2];
    struct pollfd each[3];
    struct itimerval timer = {{0, 0}, {0, 2000}};
    struct timespec start;
    char bytes[4096];
    pipe(one);
    pipe(two);
    memset(each, 0, sizeof each);
    each[0].fd = one[0];
    each[1].fd = one[1];
    each[2].fd = -1;
    each[0].events = each[1].events = each[2].events = POLLIN | POLLOUT;
    show("empty pipe", each, 3, 0);
    write(one[1], "x", 1);
    show("a byte", each, 3, 1000);
    close(one[1]);
    each[1].fd = two[1];
    show("writer gone", each, 2, -1);
    read(one[0], bytes, 1);
    show("and empty", each, 2, -1);
    close(two[0]);
    show("reader gone", each + 1, 1, -1);
    each[0].fd = one[1];
    show("closed", each, 1, -1);
    each[0].fd = open("/etc/passwd", O_RDONLY);
    each[0].events = POLLIN | POLLOUT | POLLPRI;
    show("file", each, 1, -1);

    pipe(two);
    each[0].fd = two[0];
    each[0].events = POLLIN;
    clock_gettime(CLOCK_MONOTONIC, &start);
    show("timeout", each, 1, 5);
    printf("long enough %d\n", milliseconds_since(&start) >= 5);
    each[1].fd = two[1];
    each[1].events = POLLOUT;
    memset(bytes, 'a', sizeof bytes);
    fcntl(two[1], F_SETFL, O_NONBLOCK);
    while (write(two[1], bytes, sizeof bytes) > 0)
        ;
    show("full", each, 2, 0);
    read(two[0], bytes, sizeof bytes);
    show("room again", each, 2, 0);

    signal(SIGALRM, nothing);
    setitimer(ITIMER_REAL, &timer, NULL);
    errno = 0;
    printf("interrupted %d", poll(NULL, 0, -1));
    printf(" %s\n", strerror(errno));
    with_select();
    return 0;
}
