/* Dates in words, in the C locale. */
#include <stdio.h>
#include <string.h>
#include <time.h>

time_t __timegm(struct tm *date);

static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                     "September", "October", "November", "December"};

static const char *name(const char *const names[], int count, int which)
{
    return which >= 0 && which < count ? names[which] : "?";
}

static int leap(long year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The week of ISO 8601, and in *year the year it belongs to: the first week is the one with the first Thursday. */
static int iso_week(const struct tm *date, long *year)
{
    int from_monday = (date->tm_wday + 6) % 7, week = (date->tm_yday - from_monday + 10) / 7, last, first_day;
    *year = date->tm_year + 1900L;
    if (week < 1) {
        (*year)--;
        first_day = ((date->tm_wday - date->tm_yday - 365 - leap(*year)) % 7 + 7) % 7;
        return 52 + (first_day == 4 || (leap(*year) && first_day == 3));
    }
    first_day = ((date->tm_wday - date->tm_yday) % 7 + 7) % 7;
    last = 52 + (first_day == 4 || (leap(*year) && first_day == 3));
    if (week <= last)
        return week;
    (*year)++;
    return 1;
}

static int twelve(int hour)
{
    return hour % 12 ? hour % 12 : 12;
}

/* Writes one conversion into `to`; the composed ones are written by their parts. */
static size_t convert(char *to, size_t size, char letter, const struct tm *d)
{
    long year = d->tm_year + 1900L, week_year;
    struct tm copy;
    switch (letter) {
    case 'a': return snprintf(to, size, "%.3s", name(days, 7, d->tm_wday));
    case 'A': return snprintf(to, size, "%s", name(days, 7, d->tm_wday));
    case 'b': case 'h': return snprintf(to, size, "%.3s", name(months, 12, d->tm_mon));
    case 'B': return snprintf(to, size, "%s", name(months, 12, d->tm_mon));
    case 'c': return strftime(to, size, "%a %b %e %H:%M:%S %Y", d);
    case 'C': return snprintf(to, size, "%02ld", year / 100);
    case 'd': return snprintf(to, size, "%02d", d->tm_mday);
    case 'D': case 'x': return strftime(to, size, "%m/%d/%y", d);
    case 'e': return snprintf(to, size, "%2d", d->tm_mday);
    case 'F': return strftime(to, size, "%Y-%m-%d", d);
    case 'g': iso_week(d, &week_year); return snprintf(to, size, "%02ld", week_year % 100);
    case 'G': iso_week(d, &week_year); return snprintf(to, size, "%ld", week_year);
    case 'H': return snprintf(to, size, "%02d", d->tm_hour);
    case 'I': return snprintf(to, size, "%02d", twelve(d->tm_hour));
    case 'j': return snprintf(to, size, "%03d", d->tm_yday + 1);
    case 'k': return snprintf(to, size, "%2d", d->tm_hour);
    case 'l': return snprintf(to, size, "%2d", twelve(d->tm_hour));
    case 'm': return snprintf(to, size, "%02d", d->tm_mon + 1);
    case 'M': return snprintf(to, size, "%02d", d->tm_min);
    case 'n': return snprintf(to, size, "\n");
    case 'p': return snprintf(to, size, d->tm_hour < 12 ? "AM" : "PM");
    case 'P': return snprintf(to, size, d->tm_hour < 12 ? "am" : "pm");
    case 'r': return strftime(to, size, "%I:%M:%S %p", d);
    case 'R': return strftime(to, size, "%H:%M", d);
    case 's': copy = *d; return snprintf(to, size, "%ld", (long)__timegm(&copy));
    case 'S': return snprintf(to, size, "%02d", d->tm_sec);
    case 't': return snprintf(to, size, "\t");
    case 'T': case 'X': return strftime(to, size, "%H:%M:%S", d);
    case 'u': return snprintf(to, size, "%d", d->tm_wday ? d->tm_wday : 7);
    case 'U': return snprintf(to, size, "%02d", (d->tm_yday + 7 - d->tm_wday) / 7);
    case 'V': return snprintf(to, size, "%02d", iso_week(d, &week_year));
    case 'w': return snprintf(to, size, "%d", d->tm_wday);
    case 'W': return snprintf(to, size, "%02d", (d->tm_yday + 7 - (d->tm_wday + 6) % 7) / 7);
    case 'y': return snprintf(to, size, "%02ld", year % 100);
    case 'Y': return snprintf(to, size, "%ld", year);
    case 'z': return snprintf(to, size, "+0000");
    case 'Z': return snprintf(to, size, "%s", d->tm_zone ? d->tm_zone : "UTC");
    case '%': return snprintf(to, size, "%%");
    }
    return snprintf(to, size, "%%%c", letter);
}

size_t strftime(char *to, size_t size, const char *format, const struct tm *date)
{
    size_t used = 0;
    for (; *format; format++) {
        size_t count = 1;
        if (*format != '%' || !format[1]) {
            if (used < size)
                to[used] = *format;
        } else {
            if (strchr("EO", *++format) && format[1])
                format++;
            count = convert(to + used, size - used, *format, date);
        }
        if (count >= size - used)
            return 0;
        used += count;
    }
    if (used >= size)
        return 0;
    to[used] = 0;
    return used;
}

static char *text_of(const struct tm *date, char *to, size_t size)
{
    snprintf(to, size, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", name(days, 7, date->tm_wday), name(months, 12, date->tm_mon),
             date->tm_mday, date->tm_hour, date->tm_min, date->tm_sec, 1900 + date->tm_year);
    return to;
}

char *asctime_r(const struct tm *date, char *to)
{
    return text_of(date, to, 26);
}

char *asctime(const struct tm *date)
{
    static char text[40];
    return text_of(date, text, sizeof text);
}

char *ctime_r(const time_t *moment, char *to)
{
    struct tm date;
    return localtime_r(moment, &date) ? text_of(&date, to, 26) : NULL;
}

char *ctime(const time_t *moment)
{
    struct tm *date = localtime(moment);
    return date ? asctime(date) : NULL;
}
