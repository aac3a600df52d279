/* Floating values from text. */
#include <stdlib.h>
#include "float_text.h"

float strtof(const char *text, char **end)
{
    static const struct float_format format = {24, -149, 127};
    char *stopped;
    float value = (float)__read_float(text, &stopped, &format);
    if (end)
        *end = stopped;
    return value;
}

double strtod(const char *text, char **end)
{
    static const struct float_format format = {53, -1074, 1023};
    char *stopped;
    double value = (double)__read_float(text, &stopped, &format);
    if (end)
        *end = stopped;
    return value;
}

long double strtold(const char *text, char **end)
{
    static const struct float_format format = {64, -16445, 16383};
    char *stopped;
    long double value = __read_float(text, &stopped, &format);
    if (end)
        *end = stopped;
    return value;
}

double atof(const char *text)
{
    return strtod(text, NULL);
}
