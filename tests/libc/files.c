/* Files: through streams and through descriptors, seeking, appending, mapping, directories' names, and errors. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The order in which arguments are evaluated is the compiler's choice: the call comes first here. */
#define FAILS(call)                      \
    do {                                 \
        long result = (long)(call);      \
        printf("%ld %d\n", result, errno); \
    } while (0)

static char path[64], other[64];

static void show(void)
{
    char line[200];
    int number = 0;
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("cannot open: %s\n", strerror(errno));
        return;
    }
    while (fgets(line, sizeof line, file))
        printf("%d: %s", ++number, line);
    printf("end %d error %d\n", feof(file), ferror(file));
    fclose(file);
}

static void buffers(void)
{
    static char block[20000], again[20000];
    FILE *file = fopen(path, "w+");
    size_t i;
    for (i = 0; i < sizeof block; i++)
        block[i] = (char)(i * 7 + i / 256);
    printf("%zu ", fwrite(block, 1, 10, file));
    printf("%zu ", fwrite(block + 10, 1000, 15, file));
    printf("%zu\n", fwrite(block + 15010, 1, 4990, file));
    printf("at %ld\n", ftell(file));
    rewind(file);
    printf("%zu ", fread(again, 1, 100, file));
    printf("%zu ", fread(again + 100, 1, 19000, file));
    printf("%zu ", fread(again + 19100, 1, 5000, file));
    printf("%d %d\n", feof(file), memcmp(block, again, sizeof block));
    fseek(file, 5000, SEEK_SET);
    printf("%d ", fgetc(file) == (unsigned char)block[5000]);
    printf("%d ", ungetc('Z', file));
    printf("at %ld\n", ftell(file));
    printf("%c ", fgetc(file));
    printf("%ld\n", ftell(file));
    fseek(file, -10, SEEK_END);
    printf("%d ", fgetc(file) == (unsigned char)block[19990]);
    printf("at %ld\n", ftell(file));
    fseek(file, -1, SEEK_CUR);
    fputs("OVER", file);
    fflush(file);
    printf("at %ld\n", ftell(file));
    fclose(file);
}

int main(void)
{
    struct stat about;
    FILE *file;
    char text[100], *line = NULL, *mapped;
    size_t size = 0;
    ssize_t count;
    int fd, i, c;
    sprintf(path, "/tmp/faultline-libc-%d", getpid());
    sprintf(other, "%s-other", path);
    file = fopen(path, "w");
    fprintf(file, "first %d\n", 1);
    fputs("second\n", file);
    fputc('t', file);
    putc('h', file);
    fwrite("ird\n", 1, 4, file);
    printf("position %ld\n", ftell(file));
    printf("%d\n", fclose(file));
    show();
    file = fopen(path, "a");
    fputs("appended", file);
    fclose(file);
    show();
    file = fopen(path, "r+");
    fputs("FIRST", file);
    fseek(file, 0, SEEK_END);
    fputs("!\n", file);
    fclose(file);
    show();
    file = fopen(path, "r");
    while ((count = getline(&line, &size, file)) >= 0)
        printf("%ld bytes: %s", (long)count, line);
    printf("%d\n", fgetc(file));
    FAILS(fputc('x', file));
    printf("%d\n", ferror(file) != 0);
    clearerr(file);
    fclose(file);
    free(line);
    buffers();

    fd = open(path, O_RDWR | O_TRUNC);
    printf("%d\n", (int)write(fd, "0123456789", 10));
    printf("%d ", (int)pread(fd, text, 3, 4));
    printf("%.3s\n", text);
    printf("%d\n", (int)pwrite(fd, "ab", 2, 2));
    printf("%ld\n", (long)lseek(fd, 0, SEEK_CUR));
    printf("%ld\n", (long)lseek(fd, 100, SEEK_END));
    printf("%d\n", (int)write(fd, "!", 1));
    fstat(fd, &about);
    printf("size %ld regular %d mode %o links %ld\n", (long)about.st_size, S_ISREG(about.st_mode), about.st_mode & 0777, (long)about.st_nlink);
    mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    printf("%.10s %d\n", mapped, mapped[109]);
    memcpy(mapped, "MAPPED", 6);
    msync(mapped, 4096, MS_SYNC);
    printf("%d ", (int)pread(fd, text, 6, 0));
    printf("%.6s\n", text);
    munmap(mapped, 4096);
    printf("%d ", ftruncate(fd, 5));
    fstat(fd, &about);
    printf("size %ld\n", (long)about.st_size);
    c = dup(fd);
    lseek(fd, 3, SEEK_SET);
    printf("%ld\n", (long)lseek(c, 0, SEEK_CUR));
    close(c);
    close(fd);
    FAILS(close(fd));
    FAILS(open("/tmp/no/such/file", O_RDONLY));
    FAILS(open(path, O_CREAT | O_EXCL | O_WRONLY, 0600));
    printf("%d ", rename(path, other));
    printf("%d\n", access(path, F_OK));
    printf("%d ", link(other, path));
    printf("%d\n", access(path, R_OK));
    printf("%d ", unlink(other));
    printf("%d\n", remove(path));
    printf("%d\n", mkdir(other, 0700));
    stat(other, &about);
    printf("directory %d\n", S_ISDIR(about.st_mode));
    FAILS(open(other, O_WRONLY));
    if (chdir(other) == 0)
        printf("%d\n", strcmp(getcwd(text, sizeof text), other));
    printf("%d\n", remove(other));
    errno = ENOENT;
    perror("to standard error");
    printf("%d\n", fopen("/tmp/no/such/file", "r") == NULL);
    fd = open("/dev/zero", O_RDONLY);
    text[0] = 1;
    printf("%d ", (int)read(fd, text, 50));
    printf("%d\n", text[0]);
    fd = open("/dev/null", O_WRONLY);
    printf("%d\n", (int)write(fd, text, 50));
    dprintf(1, "");
    for (i = 0; i < 5; i++)
        printf("%d,", i);
    printf("no newline at the end");
    return 0;
}
