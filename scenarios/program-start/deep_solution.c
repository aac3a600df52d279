// Calls itself, with a page of variables in every call, as deep as the argument says.
#include <stdio.h>
#include <stdlib.h>

static int dive(int depth) {
    char room[1024];
    room[0] = (char)depth;  // the first store into this call's room
    return depth == 0 ? room[0] : dive(depth - 1) + room[0];
}

int main(int argc, char **argv) {
    puts("Press Enter to dive...");
    getchar();
    int sum = dive(argc > 1 ? atoi(argv[1]) : 100);
    printf("Back, with %d. Press Enter to leave...\n", sum);
    getchar();
    return 0;
}
