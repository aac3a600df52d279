// Yours: a program that looks large and is small.
#include <stdio.h>

static char zeros[64 << 20];

int main(void) {
    int sum = 0;
    for (int i = 0; i < 1000; i++) {
        sum += zeros[i * 4096];
    }
    puts("Started.");
    return sum;
}
