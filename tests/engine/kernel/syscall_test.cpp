#include "engine/kernel/syscall.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

TEST_CASE("a call that the kernel lacks returns ENOSYS and is recorded") {
    CProgram program(
        "#include <unistd.h>\n#include <errno.h>\n#include <stdio.h>\n"
        "int main(void) { long r = syscall(300, 1, 2, 3); printf(\"%ld %d\\n\", r, errno); return 0; }\n");
    program.machine.hardware.log.detail = Detail::Faults;
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "-1 38\n");
    CHECK_FALSE(syscall_exists(300));
    const auto events = program.machine.hardware.log.drain();
    const auto recorded = [&events](EventKind kind) {
        return std::any_of(events.begin(), events.end(),
                           [kind](const Event& event) { return event.kind == kind && event.value == 300; });
    };
    CHECK(recorded(EventKind::SyscallEntered));
    CHECK(recorded(EventKind::SyscallReturned));
}

TEST_CASE("a system call that touches bad memory returns EFAULT, counts no fault and sends no signal") {
    const std::string out = printed_by(
        "#include <unistd.h>\n#include <errno.h>\n#include <stdio.h>\n#include <fcntl.h>\n#include <sys/resource.h>\n#include <sys/mman.h>\n"
        "static long faults(void) { struct rusage u; getrusage(RUSAGE_SELF, &u); return u.ru_minflt; }\n"
        "int main(void) { int zero = open(\"/dev/zero\", O_RDONLY); long before; faults(); before = faults();\n"
        "    char *ro = mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
        "    int a = (int)read(zero, 0, 10), b = errno, c = (int)read(zero, ro, 10), d = errno;\n"
        "    printf(\"%d %d %d %d %ld\\n\", a, b, c, d, faults() - before); return 0; }\n");
    CHECK(out == "-1 14 -1 14 0\n");
}

TEST_CASE("fork gives the child its own memory, vfork does not") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <unistd.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n"
        "static int value = 1;\n"
        "int main(void) { int status;\n"
        "    if (fork() == 0) { value = 2; exit(value); } wait(&status); printf(\"%d %d \", value, WEXITSTATUS(status));\n"
        "    if (vfork() == 0) { value = 3; _exit(value); } wait(&status); printf(\"%d %d\\n\", value, WEXITSTATUS(status));\n"
        "    return 0; }\n");
    CHECK(out == "1 2 3 3\n");
}

TEST_CASE("a vfork child's faults are its own, and the parent sees the memory it made") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <unistd.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n#include <sys/resource.h>\n#include <sys/mman.h>\n"
        "static long faults(int who) { struct rusage u; getrusage(who, &u); return u.ru_minflt; }\n"
        "int main(void) { char *p = mmap(0, 40960, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); long own;\n"
        "    faults(RUSAGE_CHILDREN); own = faults(RUSAGE_SELF);\n"
        "    if (vfork() == 0) { p[0] = 1; p[4096] = 1; _exit(0); } own = faults(RUSAGE_SELF) - own;\n"
        "    printf(\"%ld \", faults(RUSAGE_CHILDREN)); wait(0); printf(\"%ld %ld %d\\n\", own, faults(RUSAGE_CHILDREN), p[4096]);\n"
        "    return 0; }\n");
    CHECK(out == "0 0 2 1\n");
}

TEST_CASE("wait4 tells a child's faults and adds them to the parent's children") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <unistd.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n#include <sys/resource.h>\n#include <sys/mman.h>\n"
        "int main(void) { struct rusage child, all; int i, status; pid_t pid = fork();\n"
        "    if (pid == 0) { char *p = mmap(0, 1 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); for (i = 0; i < 100; i++) p[i * 4096] = 1; _exit(1); }\n"
        "    pid_t got = wait4(pid, &status, 0, &child); getrusage(RUSAGE_CHILDREN, &all);\n"
        "    printf(\"%d %d %d %d\\n\", got == pid, child.ru_minflt >= 100 && child.ru_minflt < 120, child.ru_minflt == all.ru_minflt,\n"
        "           (int)wait(0)); return 0; }\n");
    CHECK(out == "1 1 1 -1\n");
}

TEST_CASE("an orphan runs on, and nobody has to wait for it") {
    CProgram program(
        "#include <stdio.h>\n#include <unistd.h>\n"
        "int main(void) { if (fork() == 0) { sleep(1); printf(\"parent %d\\n\", (int)getppid()); return 0; } return 3; }\n");
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "parent 0\n");
    CHECK(program.machine.tasks.size() == 1);
    CHECK(program.exit_code() == 3);
}

TEST_CASE("time passes with what the program does, and every run tells the same time") {
    constexpr const char* source =
        "#include <stdio.h>\n#include <time.h>\n#include <unistd.h>\n#include <sys/time.h>\n"
        "int main(void) { struct timespec a, b; volatile int i; struct timeval day; clock_gettime(CLOCK_MONOTONIC, &a);\n"
        "    for (i = 0; i < 100000; i++); clock_gettime(CLOCK_MONOTONIC, &b); gettimeofday(&day, 0);\n"
        "    printf(\"%ld %ld %ld\\n\", (b.tv_sec - a.tv_sec) * 1000000000 + b.tv_nsec - a.tv_nsec, (long)day.tv_sec, (long)time(0));\n"
        "    return 0; }\n";
    const std::string first = printed_by(source);
    CHECK(first == printed_by(source));
    CHECK(first.find(" 1767225600 1767225600\n") != std::string::npos);
}

TEST_CASE("random bytes repeat from run to run and differ with the seed") {
    constexpr const char* source =
        "#include <stdio.h>\n#include <unistd.h>\n#include <sys/syscall.h>\n"
        "int main(void) { unsigned long long n = 0; syscall(318, &n, 8, 0); printf(\"%llx\\n\", n); return 0; }\n";
    MachineConfig other = small_machine();
    other.random_seed = 2;
    CProgram program(source, "", other);
    program.run();
    CHECK(printed_by(source) == printed_by(source));
    CHECK(printed_by(source) != program.output());
}

TEST_CASE("no limit is passed: address space, and the stack's before exec") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <sys/resource.h>\n#include <sys/mman.h>\n#include <errno.h>\n"
        "int main(void) { struct rlimit limit; getrlimit(RLIMIT_STACK, &limit); printf(\"%ld \", (long)limit.rlim_cur);\n"
        "    limit.rlim_cur = 8 << 20; limit.rlim_max = RLIM_INFINITY; setrlimit(RLIMIT_AS, &limit);\n"
        "    void *p = mmap(0, 16 << 20, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
        "    printf(\"%d %d\\n\", p == MAP_FAILED, errno); return 0; }\n");
    CHECK(out == "8388608 1 12\n");
}
