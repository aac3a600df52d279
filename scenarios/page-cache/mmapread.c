// save as mmapread.c — compile: gcc -o mmapread mmapread.c
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>
int main() {
int fd = open("/etc/passwd", O_RDONLY);
struct stat st;
fstat(fd, &st);
// Map the entire file into our address space
char *data = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
close(fd); // We can close fd — the mapping keeps the file accessible
// Access the file like a normal array
printf("First 80 bytes:\n%.80s\n", data);
munmap(data, st.st_size);
return 0;
}
