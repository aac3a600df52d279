/* What the machine is called, and how much memory it has. */
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "kernel.h"

int uname(struct utsname *to)
{
    return (int)__result(KERNEL1(uname, to));
}

int gethostname(char *to, size_t size)
{
    struct utsname names;
    if (__result(KERNEL1(uname, &names)) < 0)
        return -1;
    if (strlen(names.nodename) >= size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(to, names.nodename);
    return 0;
}

int sysinfo(struct sysinfo *to)
{
    return (int)__result(KERNEL1(sysinfo, to));
}

clock_t times(struct tms *to)
{
    return (clock_t)__result(KERNEL1(times, to));
}

int getentropy(void *to, size_t count)
{
    if (count > 256) {
        errno = EIO;
        return -1;
    }
    return __result(KERNEL3(getrandom, to, count, 0)) < 0 ? -1 : 0;
}

ssize_t getrandom(void *to, size_t count, unsigned flags)
{
    return (ssize_t)__result(KERNEL3(getrandom, to, count, flags));
}
