// Yours: a program that looks large and is small.
#include <stdio.h>

int main(void) {
    puts("Started.");
    return 0;
}
