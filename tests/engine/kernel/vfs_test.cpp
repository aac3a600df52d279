#include "engine/kernel/vfs.hpp"

#include <doctest/doctest.h>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/page_cache.hpp"
#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

TEST_CASE("paths lose dots, dot-dots and doubled slashes") {
    CHECK(absolute_path("/home", "a.txt") == "/home/a.txt");
    CHECK(absolute_path("/home", "./../etc//passwd") == "/etc/passwd");
    CHECK(absolute_path("/home", "/a/b/../../../c") == "/c");
    CHECK(absolute_path("/", ".") == "/");
}

TEST_CASE("a file that a lab brings is on the disk and not in memory; a cached one is in memory, a page a folio") {
    Machine machine(small_machine());
    const std::string bytes(10'000, 'x');
    const Inode& cold = machine.inodes.at(put_file(machine, "/home/data/cold", bytes));
    CHECK(cold.size == 10'000);
    CHECK(cold.cached_pages == 0);
    CHECK(lookup(machine, "/home/data") != no_inode);
    const Inode& warm = machine.inodes.at(put_cached_file(machine, "/home/warm", bytes));
    CHECK(warm.cached_pages == 3);
    for (std::uint64_t page = 0; page < 3; ++page) {
        CHECK_FALSE(machine.page(cached_page(warm, page)).has(page_flag::dirty));
        CHECK(folio_span(machine, warm, page).pages == 1);
    }
    CHECK(machine.hardware.now == 0);
    std::string text;
    CHECK(read_whole_file(machine, 0, "/home/warm", text));
    CHECK(text == bytes);
    CHECK(check_invariants(machine) == "");
}

TEST_CASE("what a program writes it reads back, through any descriptor") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <fcntl.h>\n#include <unistd.h>\n#include <string.h>\n#include <sys/stat.h>\n"
        "int main(void) { char text[6000], got[6000]; struct stat about; int i, fd, other;\n"
        "    for (i = 0; i < 6000; i++) text[i] = (char)(i * 7);\n"
        "    fd = open(\"new\", O_RDWR | O_CREAT, 0640); other = open(\"/home/new\", O_RDONLY);\n"
        "    printf(\"%d \", (int)write(fd, text, 6000)); fstat(other, &about);\n"
        "    printf(\"%ld %o \", (long)about.st_size, about.st_mode);\n"
        "    printf(\"%d %d \", (int)read(other, got, 6000), memcmp(text, got, 6000));\n"
        "    printf(\"%d \", (int)read(other, got, 1)); printf(\"%ld \", (long)lseek(other, -10, SEEK_END));\n"
        "    printf(\"%d \", ftruncate(fd, 5995)); printf(\"%d\\n\", (int)read(other, got, 100)); return 0; }\n");
    CHECK(out == "6000 6000 100640 6000 0 0 5990 0 5\n");
}

TEST_CASE("a file without a name lives until its last descriptor is closed, and then its frames are free") {
    CProgram program(
        "#include <fcntl.h>\n#include <unistd.h>\n#include <stdio.h>\n"
        "static char text[40960];\n"
        "int main(void) { char c = 0; int fd = open(\"gone\", O_RDWR | O_CREAT, 0600); text[0] = 'z';\n"
        "    write(fd, text, sizeof text); unlink(\"gone\"); pread(fd, &c, 1, 0); printf(\"%c\", c); fflush(stdout);\n"
        "    return 0; }\n");
    const std::size_t inodes = program.machine.inodes.size();
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "z");
    CHECK(program.machine.inodes.size() == inodes);
    CHECK(lookup(program.machine, "/home/gone") == no_inode);
}

TEST_CASE("reading a file that is not cached takes the disk's time; again it does not") {
    constexpr const char* source =
        "#include <fcntl.h>\n#include <unistd.h>\n#include <stdio.h>\n#include <time.h>\n"
        "static long took(int fd) { struct timespec a, b; char text[4096]; clock_gettime(CLOCK_MONOTONIC, &a);\n"
        "    pread(fd, text, 4096, 0); clock_gettime(CLOCK_MONOTONIC, &b);\n"
        "    return (b.tv_sec - a.tv_sec) * 1000000000 + b.tv_nsec - a.tv_nsec; }\n"
        "int main(void) { int fd = open(\"data\", O_RDONLY); long first = took(fd), second = took(fd);\n"
        "    printf(\"%d %d\\n\", first >= 80000, second < 20000); return 0; }\n";
    CProgram program(source);
    put_file(program.machine, "/home/data", std::string(100'000, 'd'));
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "1 1\n");
}

TEST_CASE("a pipe holds 64 KiB, gives end of file without writers and SIGPIPE without readers") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <unistd.h>\n#include <fcntl.h>\n#include <errno.h>\n#include <signal.h>\n"
        "int main(void) { int ends[2]; char text[4096]; long total = 0; int n;\n"
        "    pipe2(ends, O_NONBLOCK); while ((n = (int)write(ends[1], text, 4096)) > 0) total += n;\n"
        "    printf(\"%ld %d \", total, errno); close(ends[1]); while ((n = (int)read(ends[0], text, 4096)) > 0) total -= n;\n"
        "    printf(\"%ld %d \", total, n); pipe(ends); close(ends[0]); signal(SIGPIPE, SIG_IGN);\n"
        "    errno = 0; n = (int)write(ends[1], text, 1); printf(\"%d %d\\n\", n, errno); return 0; }\n");
    CHECK(out == "65536 11 0 0 -1 32\n");
}

TEST_CASE("a writer sleeps while the pipe is full, and everything arrives in order") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <unistd.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n"
        "static unsigned char text[200000];\n"
        "int main(void) { int ends[2], i, n, wrong = 0; long at = 0; pipe(ends);\n"
        "    for (i = 0; i < 200000; i++) text[i] = (unsigned char)(i * 31 >> 3);\n"
        "    if (fork() == 0) { exit(write(ends[1], text, 200000) == 200000 ? 0 : 1); }\n"
        "    close(ends[1]); unsigned char got[777];\n"
        "    while ((n = (int)read(ends[0], got, 777)) > 0) for (i = 0; i < n; i++, at++) wrong += got[i] != text[at];\n"
        "    wait(&i); printf(\"%ld %d %d\\n\", at, wrong, WEXITSTATUS(i)); return 0; }\n");
    CHECK(out == "200000 0 0\n");
}

TEST_CASE("/dev/null swallows without looking, /dev/zero fills, /dev/full is full") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <unistd.h>\n#include <fcntl.h>\n#include <errno.h>\n#include <stdlib.h>\n"
        "#include <sys/resource.h>\n"
        "static long faults(void) { struct rusage u; getrusage(RUSAGE_SELF, &u); return u.ru_minflt; }\n"
        "int main(void) { char *fresh = malloc(1 << 20); long before; char c = 'x';\n"
        "    int null = open(\"/dev/null\", O_RDWR), zero = open(\"/dev/zero\", O_RDONLY), full = open(\"/dev/full\", O_WRONLY);\n"
        "    faults(); before = faults(); write(null, fresh + 40000, 100); printf(\"%ld \", faults() - before);\n"
        "    before = faults(); read(zero, fresh + 80000, 100); printf(\"%ld \", faults() - before);\n"
        "    read(zero, &c, 1); printf(\"%d %d \", c, (int)read(null, &c, 1)); errno = 0;\n"
        "    printf(\"%d \", (int)write(full, &c, 1)); printf(\"%d\\n\", errno); return 0; }\n");
    CHECK(out == "0 1 0 0 -1 28\n");
}

TEST_CASE("a directory lists its names in order, and those of /proc are listed too") {
    const std::string out = printed_by(
        "#include <dirent.h>\n#include <fcntl.h>\n#include <stdio.h>\n#include <sys/stat.h>\n#include <unistd.h>\n"
        "static void list(const char *path) { DIR *directory = opendir(path); struct dirent *entry;\n"
        "    if (!directory) { perror(path); return; }\n"
        "    while ((entry = readdir(directory))) printf(\"%s:%d \", entry->d_name, entry->d_type); puts(\"\");\n"
        "    closedir(directory); }\n"
        "int main(void) { struct stat about; char small[24]; int fd;\n"
        "    mkdir(\"shelf\", 0755); close(creat(\"shelf/b\", 0600)); close(creat(\"shelf/a\", 0600)); mkdir(\"shelf/c\", 0755);\n"
        "    close(creat(\"shelf/c/deep\", 0600)); close(creat(\"shelf.txt\", 0600));\n"
        "    list(\"shelf\"); list(\"/proc/self/fd\"); list(\"/proc/sys\");\n"
        "    printf(\"%d \", stat(\"/proc/self\", &about)); printf(\"%o %d \", about.st_mode, access(\"/proc/1/fd\", R_OK));\n"
        "    printf(\"%d %d\\n\", open(\"/proc/self\", O_WRONLY) < 0, opendir(\"/proc/99\") == NULL);\n"
        "    fd = open(\"shelf\", O_RDONLY); printf(\"%ld \", syscall(217, fd, small, 23)); printf(\"%ld \", syscall(217, fd, small, 24));\n"
        "    printf(\"%ld\\n\", syscall(217, 0, small, 24)); return 0; }\n");
    CHECK(out ==
          ".:4 ..:4 a:8 b:8 c:4 \n.:4 ..:4 0:10 1:10 2:10 3:10 \n.:4 ..:4 vm:4 \n0 40555 0 1 1\n-1 24 -1\n");
}

TEST_CASE("files of /dev/shm are shared memory with a name, and a name that is gone is counted no more") {
    CProgram program(
        "#include <fcntl.h>\n#include <semaphore.h>\n#include <stdio.h>\n#include <string.h>\n#include <sys/mman.h>\n"
        "#include <sys/stat.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"
        "int main(void) { struct stat about; int fd = shm_open(\"/board\", O_RDWR | O_CREAT, 0600); char *mine, line[200]; FILE *maps;\n"
        "    sem_t *ready = sem_open(\"/ready\", O_CREAT, 0600, 0); ftruncate(fd, 4096);\n"
        "    mine = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);\n"
        "    if (fork() == 0) { int again = shm_open(\"/board\", O_RDWR, 0);\n"
        "        strcpy(mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, again, 0), \"chalk\"); sem_post(ready); _exit(0); }\n"
        "    sem_wait(ready); fstat(fd, &about); printf(\"%s %d \", mine, (int)about.st_nlink);\n"
        "    maps = fopen(\"/proc/self/maps\", \"r\");\n"
        "    while (fgets(line, sizeof line, maps)) if (strstr(line, \"board\")) printf(\"%s\", strchr(line, '/'));\n"
        "    shm_unlink(\"/board\"); fstat(fd, &about); printf(\"%d %d\\n\", (int)about.st_nlink, shm_open(\"/board\", O_RDWR, 0));\n"
        "    wait(0); return 0; }\n");
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "chalk 1 /dev/shm/board\n0 -1\n");
}
