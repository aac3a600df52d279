/* Numbers of the system: the page size, and what /proc/meminfo and the scheduler know. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "../syscalls/kernel.h"

struct kernel_sysinfo {
    long uptime;
    unsigned long loads[3];
    unsigned long total, free, shared, buffers, swap_total, swap_free;
    unsigned short processes, __pad;
    unsigned long high_total, high_free;
    unsigned unit;
    char __room[256];
};

static long pages(int only_free)
{
    struct kernel_sysinfo info;
    if (__result(KERNEL1(sysinfo, &info)) < 0)
        return -1;
    return (only_free ? info.free : info.total) / 4096 * info.unit;
}

static long processors(void)
{
    unsigned char mask[128];
    long bytes = KERNEL3(sched_getaffinity, 0, sizeof mask, mask), i, count = 0;
    for (i = 0; i < bytes * 8; i++)
        count += mask[i / 8] >> (i % 8) & 1;
    return count > 0 ? count : 1;
}

int getpagesize(void)
{
    return 4096;
}

int get_nprocs(void)
{
    return (int)processors();
}

int get_nprocs_conf(void)
{
    return (int)processors();
}

long sysconf(int name)
{
    struct rlimit limit;
    switch (name) {
    case _SC_ARG_MAX:
        return getrlimit(RLIMIT_STACK, &limit) < 0 ? 131072 : (long)(limit.rlim_cur / 4);
    case _SC_CHILD_MAX:
        return getrlimit(RLIMIT_NPROC, &limit) < 0 ? -1 : (long)limit.rlim_cur;
    case _SC_CLK_TCK:
        return 100;
    case _SC_NGROUPS_MAX:
        return NGROUPS_MAX;
    case _SC_RTSIG_MAX:
        return RTSIG_MAX;
    case _SC_LINE_MAX:
        return LINE_MAX;
    case _SC_IOV_MAX:
        return IOV_MAX;
    case _SC_HOST_NAME_MAX:
        return HOST_NAME_MAX;
    case _SC_MONOTONIC_CLOCK:
        return 200809;
    case _SC_OPEN_MAX:
        return getrlimit(RLIMIT_NOFILE, &limit) < 0 ? -1 : (long)limit.rlim_cur;
    case _SC_PAGESIZE:
        return 4096;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
        return processors();
    case _SC_PHYS_PAGES:
        return pages(0);
    case _SC_AVPHYS_PAGES:
        return pages(1);
    }
    errno = EINVAL;
    return -1;
}
