// Yours: a program that meets every kind of page fault.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    puts("No fault of my own so far.");
    return 0;
}
