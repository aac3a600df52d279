/* What a FILE is. While reading, next..end is what was read and not yet taken; while writing, base..next is what was
   written and not yet sent. Buffers are allocated at first use, as large as the file system's block (st_blksize). */
#ifndef LIBC_STREAM_H
#define LIBC_STREAM_H

#include <stdio.h>

enum {
    STREAM_READABLE = 1,
    STREAM_WRITABLE = 2,
    STREAM_APPEND = 4,
    STREAM_EOF = 8,
    STREAM_ERROR = 16,
    STREAM_READING = 32,
    STREAM_WRITING = 64,
    STREAM_LINE_BUFFERED = 128,
    STREAM_UNBUFFERED = 256,
    STREAM_OWNS_BUFFER = 512,
    STREAM_OWNS_ITSELF = 1024,
    STREAM_MEMORY = 2048
};

/* What a stream that is no file of the kernel does instead of read, write, lseek and close. */
struct device {
    ssize_t (*read)(FILE *stream, char *to, size_t count);
    ssize_t (*write)(FILE *stream, const char *from, size_t count);
    off_t (*seek)(FILE *stream, off_t offset, int whence);
    int (*close)(FILE *stream);
};
#define STREAM_READ(s, to, count) ((s)->device ? (s)->device->read(s, to, count) : __read((s)->fd, to, count))
#define STREAM_WRITE(s, from, count) ((s)->device ? (s)->device->write(s, from, count) : __write((s)->fd, from, count))
#define STREAM_SEEK(s, offset, whence) \
    ((s)->device ? (s)->device->seek(s, offset, whence) : __lseek((s)->fd, offset, whence))
#define STREAM_CLOSE(s) ((s)->device ? (s)->device->close(s) : __close((s)->fd))

struct __stream {
    int fd, flags;
    char *base, *limit;
    char *next, *end;
    FILE *newer;
    char small[2];
    const struct device *device;
};

extern FILE *__streams;
void __allocate_buffer(FILE *stream);
int __begin_reading(FILE *stream);
int __begin_writing(FILE *stream);
int __send(FILE *stream);
int __fill(FILE *stream);
size_t __put(FILE *stream, const char *from, size_t count);
int __open_mode(const char *mode, int *stream_flags);
FILE *__new_stream(int fd, int stream_flags);

#endif
