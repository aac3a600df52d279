/* Whole numbers from text: bases, signs, ends, and numbers that do not fit. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    static const char *const texts[] = {"0", "42", "-42", "+7", "  12abc", "0x1F", "0x", "0xg", "077", "08", "z", "", "-", "9223372036854775807",
                                        "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
                                        "18446744073709551615", "18446744073709551616", "99999999999999999999999", "-1", "1010", "zz",
                                        "\t\n 5", "- 5", "0X10", "2147483648"};
    static const int bases[] = {0, 10, 16, 8, 2, 36, 1, 37};
    size_t i, j;
    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        for (j = 0; j < sizeof bases / sizeof *bases; j++) {
            char *end = NULL;
            long value;
            unsigned long size;
            errno = 0;
            value = strtol(texts[i], &end, bases[j]);
            printf("%s %d: %ld %d %ld ", texts[i], bases[j], value, errno, end ? (long)(end - texts[i]) : 0L);
            errno = 0;
            size = strtoul(texts[i], NULL, bases[j]);
            printf("%lu %d\n", size, errno);
        }
    printf("%d %ld %lld %f\n", atoi("123x"), atol(" -5"), atoll("77"), atof("2.5e1x"));
    printf("%" PRId64 " %" PRIu32 " %" PRIx8 " %jd\n", INT64_MIN, UINT32_MAX, UINT8_MAX, INTMAX_MAX);
    printf("%d %ld %lld\n", abs(-5), labs(-6), llabs(-7));
    printf("%d %d %ld %ld\n", div(-7, 2).quot, div(-7, 2).rem, ldiv(7, -2).quot, ldiv(7, -2).rem);
    return 0;
}
