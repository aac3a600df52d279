/* Seconds since 1970 as dates, and back. The year begins in March, so that the leap day is its last. */
#include <errno.h>
#include <limits.h>
#include <time.h>

enum { DAYS_IN_400_YEARS = 146097, DAY_SECONDS = 86400 };

static long floor_divide(long value, long by)
{
    return value / by - (value % by < 0);
}

/* Days from 1970-01-01 to a date; months count from 0. */
static long days_to(long year, long month, long day)
{
    long era, in_era, from_march;
    year += floor_divide(month, 12);
    month -= floor_divide(month, 12) * 12;
    from_march = month < 2 ? month + 10 : month - 2;
    year -= month < 2;
    era = floor_divide(year, 400);
    in_era = year - era * 400;
    return era * DAYS_IN_400_YEARS + in_era * 365 + in_era / 4 - in_era / 100 + (from_march * 153 + 2) / 5 + day - 1 - 719468;
}

static void date_of(long days, struct tm *to)
{
    long era, in_era, year, in_year, month;
    days += 719468;
    era = floor_divide(days, DAYS_IN_400_YEARS);
    in_era = days - era * DAYS_IN_400_YEARS;
    year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    in_year = in_era - (365 * year + year / 4 - year / 100);
    month = (5 * in_year + 2) / 153;
    to->tm_mday = (int)(in_year - (153 * month + 2) / 5 + 1);
    to->tm_mon = (int)(month < 10 ? month + 2 : month - 10);
    to->tm_year = (int)(year + era * 400 + (month >= 10) - 1900);
}

static struct tm *utc(const time_t *moment, struct tm *to)
{
    long days = floor_divide(*moment, DAY_SECONDS), rest = *moment - days * DAY_SECONDS;
    if (*moment > 67768036191676799L || *moment < -67768040609740800L) {
        errno = EOVERFLOW;
        return NULL;
    }
    date_of(days, to);
    to->tm_hour = (int)(rest / 3600);
    to->tm_min = (int)(rest / 60 % 60);
    to->tm_sec = (int)(rest % 60);
    to->tm_wday = (int)(days + 4 - floor_divide(days + 4, 7) * 7);
    to->tm_yday = (int)(days - days_to(to->tm_year + 1900L, 0, 1));
    to->tm_isdst = 0;
    to->tm_gmtoff = 0;
    to->tm_zone = "GMT";
    return to;
}

struct tm *gmtime_r(const time_t *moment, struct tm *to)
{
    return utc(moment, to);
}

static struct tm *local(const time_t *moment, struct tm *to)
{
    if (!utc(moment, to))
        return NULL;
    to->tm_zone = "UTC";
    return to;
}

struct tm *localtime_r(const time_t *moment, struct tm *to)
{
    return local(moment, to);
}

static struct tm shared;

struct tm *gmtime(const time_t *moment)
{
    return utc(moment, &shared);
}

struct tm *localtime(const time_t *moment)
{
    return local(moment, &shared);
}

time_t __timegm(struct tm *date)
{
    time_t moment = days_to(date->tm_year + 1900L, date->tm_mon, 1) * DAY_SECONDS + (date->tm_mday - 1L) * DAY_SECONDS +
                    date->tm_hour * 3600L + date->tm_min * 60L + date->tm_sec;
    return utc(&moment, date) ? moment : -1;
}

time_t timegm(struct tm *date)
{
    return __timegm(date);
}

time_t mktime(struct tm *date)
{
    time_t moment = __timegm(date);
    date->tm_zone = "UTC";
    return moment;
}

double difftime(time_t later, time_t earlier)
{
    return (double)(later - earlier);
}
