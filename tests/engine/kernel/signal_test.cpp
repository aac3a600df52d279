#include "engine/kernel/signal.hpp"

#include <doctest/doctest.h>

#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

namespace {

constexpr const char* prelude =
    "#include <stdio.h>\n#include <signal.h>\n#include <ucontext.h>\n#include <setjmp.h>\n#include <string.h>\n"
    "#include <unistd.h>\n#include <sys/mman.h>\n#include <sys/wait.h>\n#include <errno.h>\n#include <stdlib.h>\n"
    "static sigjmp_buf back;\n"
    "static void report(int number, siginfo_t *info, void *at) {\n"
    "    ucontext_t *context = at;\n"
    "    printf(\"%d code %d addr %lx err %lx trap %ld cr2 %lx\\n\", number, info->si_code, (long)info->si_addr,\n"
    "           (long)context->uc_mcontext.gregs[REG_ERR], (long)context->uc_mcontext.gregs[REG_TRAPNO],\n"
    "           (long)context->uc_mcontext.gregs[REG_CR2]);\n"
    "    siglongjmp(back, 1);\n"
    "}\n"
    "static void watch(int number) {\n"
    "    struct sigaction action; memset(&action, 0, sizeof action);\n"
    "    action.sa_sigaction = report; action.sa_flags = SA_SIGINFO; sigaction(number, &action, 0);\n"
    "}\n"
    "#define TRY(what) if (sigsetjmp(back, 1) == 0) { what; }\n";

std::string story(const char* body) { return std::string(prelude) + "int main(void) {\n" + body + "\nreturn 0; }\n"; }

}  // namespace

TEST_CASE("a handler learns the address, the code and the hardware's error code of an invalid access") {
    const std::string out = printed_by(story(
        "watch(SIGSEGV); volatile char *p = (char *)0x5000; char c;\n"
        "TRY(c = *p) TRY(*p = 1)\n"
        "p = mmap((void *)0x10000000, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);\n"
        "TRY(*p = 1) TRY(c = *p; *p = 1)\n"
        "TRY(((void (*)(void))0x6000)())\n"
        "p = (char *)0xffff800000000000; TRY(c = *p)\n"
        "p = (char *)0x1234000000000000; TRY(c = *p)\n"));
    CHECK(out ==
          "11 code 1 addr 5000 err 4 trap 14 cr2 5000\n"
          "11 code 1 addr 5000 err 6 trap 14 cr2 5000\n"
          "11 code 2 addr 10000000 err 6 trap 14 cr2 10000000\n"
          "11 code 2 addr 10000000 err 7 trap 14 cr2 10000000\n"
          "11 code 1 addr 6000 err 14 trap 14 cr2 6000\n"
          "11 code 1 addr ffff800000000000 err 5 trap 14 cr2 ffff800000000000\n"
          "11 code 128 addr 0 err 0 trap 13 cr2 ffff800000000000\n");
}

TEST_CASE("division by zero and an unknown instruction are signals with the instruction's address") {
    CProgram program(story(
        "watch(SIGFPE); watch(SIGILL); volatile int zero = 0, one = 1;\n"
        "static unsigned char code[] = {0x0f, 0x0b};\n"
        "char *page = mmap(0, 4096, 7, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); memcpy(page, code, 2);\n"
        "printf(\"%lx\\n\", (long)page);\n"
        "TRY(one / zero; one = one / zero) TRY(((void (*)(void))page)())\n"));
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output().find("8 code 1 ") != std::string::npos);
    CHECK(program.output().find("4 code 2 addr 7ffff7ff6000 err 0 trap 6") != std::string::npos);
    CHECK(program.task().last_words.find("0f 0b") != std::string::npos);
}

TEST_CASE("an access beyond the end of a mapped file is SIGBUS") {
    const std::string out = printed_by(story(
        "watch(SIGBUS); int fd = memfd_create(\"empty\", 0); ftruncate(fd, 100);\n"
        "char *p = mmap((void *)0x10000000, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);\n"
        "p[50] = 1; TRY(p[4096] = 1)\n"));
    CHECK(out == "7 code 2 addr 10001000 err 6 trap 14 cr2 10001000\n");
}

TEST_CASE("without a handler a fatal signal ends the program, and its parent is told which") {
    CProgram program(story("*(volatile char *)0 = 1;"));
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.killed_by() == signal_number::segv);
}

TEST_CASE("a handler on the alternate stack survives a stack overflow") {
    constexpr const char* source =
        "#include <stdio.h>\n#include <signal.h>\n#include <string.h>\n#include <unistd.h>\n#include <stdlib.h>\n"
        "static char other[16384];\n"
        "static void say(int n) { write(1, \"overflow\\n\", 9); _exit(7); }\n"
        "static int deeper(int n) { volatile char room[4000]; room[0] = n; return deeper(n + 1) + room[0]; }\n"
        "int main(void) {\n"
        "    stack_t stack; struct sigaction action; memset(&action, 0, sizeof action);\n"
        "    stack.ss_sp = other; stack.ss_size = sizeof other; stack.ss_flags = 0; sigaltstack(&stack, 0);\n"
        "    action.sa_handler = say; action.sa_flags = SA_ONSTACK; sigaction(SIGSEGV, &action, 0);\n"
        "    return deeper(0);\n"
        "}\n";
    CProgram program(source);
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "overflow\n");
    CHECK(program.exit_code() == 7);
    CHECK(program.task().max_rss_pages > 2000);
}

TEST_CASE("and without one the overflow kills") {
    CProgram program("static int deeper(int n) { volatile char room[4000]; room[0] = n; return deeper(n + 1) + room[0]; }\n"
                     "int main(void) { return deeper(0); }\n");
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.killed_by() == signal_number::segv);
}

TEST_CASE("registers and floating-point state come back after a handler") {
    constexpr const char* source =
        "#include <stdio.h>\n#include <signal.h>\n"
        "static volatile double elsewhere; static volatile int count;\n"
        "static void handler(int n) { elsewhere = 3.25 * n; count++; }\n"
        "int main(void) {\n"
        "    double sum = 0.5; int i; signal(SIGUSR1, handler);\n"
        "    for (i = 0; i < 5; i++) { sum = sum * 1.5 + i; raise(SIGUSR1); }\n"
        "    printf(\"%d %.6f %.2f\\n\", count, sum, elsewhere); return 0; }\n";
    CHECK(printed_by(source) == "5 20.171875 32.50\n");
}

TEST_CASE("a frame is as long as the CPU's XSAVE area, and says so") {
    // The legacy image holds the length for whoever reads it: FP_XSTATE_MAGIC1, the area with its end mark, features, area.
    constexpr const char* source =
        "#include <stdio.h>\n#include <signal.h>\n#include <string.h>\n#include <ucontext.h>\n"
        "static void report(int number, siginfo_t *info, void *at) {\n"
        "    ucontext_t *context = at; char *saved = (char *)context->uc_mcontext.fpregs; unsigned words[5];\n"
        "    memcpy(words, saved + 464, sizeof words);\n"
        "    printf(\"%x %u %x %u, %ld above\\n\", words[0], words[1], words[2], words[4], ((long)info + 4095) / 4096 * 4096 - (long)info);\n"
        "}\n"
        "int main(void) { struct sigaction action; memset(&action, 0, sizeof action);\n"
        "    action.sa_sigaction = report; action.sa_flags = SA_SIGINFO; sigaction(SIGUSR1, &action, 0);\n"
        "    raise(SIGUSR1); return 0; }\n";
    MachineConfig config = small_machine();
    config.xsave = {2432, 0xe7};
    CProgram amd(source, {}, config);
    amd.run();
    config.xsave = {2688, 0xe7};
    CProgram intel(source, {}, config);
    intel.run();
    CHECK(amd.output().starts_with("46505853 2436 e7 2432, "));
    CHECK(intel.output().starts_with("46505853 2692 e7 2688, "));
    const auto above = [](const std::string& text) { return std::stol(text.substr(text.find(',') + 2)); };
    CHECK(above(intel.output()) - above(amd.output()) == 256);
}

TEST_CASE("a blocked signal waits, and comes when it is unblocked") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <signal.h>\n"
        "static void handler(int n) { printf(\"got %d\\n\", n); }\n"
        "int main(void) { sigset_t set, pending; signal(SIGUSR2, handler); sigemptyset(&set); sigaddset(&set, SIGUSR2);\n"
        "    sigprocmask(SIG_BLOCK, &set, 0); raise(SIGUSR2); raise(SIGUSR2); sigpending(&pending);\n"
        "    printf(\"waits %d\\n\", sigismember(&pending, SIGUSR2)); sigprocmask(SIG_UNBLOCK, &set, 0);\n"
        "    printf(\"end\\n\"); return 0; }\n");
    CHECK(out == "waits 1\ngot 12\nend\n");
}

TEST_CASE("a sleep that a handler interrupts tells how much was left; a read is restarted only on request") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <signal.h>\n#include <string.h>\n#include <unistd.h>\n#include <time.h>\n"
        "#include <errno.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n"
        "static void handler(int n) {}\n"
        "static void on(int flags) { struct sigaction a; memset(&a, 0, sizeof a); a.sa_handler = handler; a.sa_flags = flags;\n"
        "    sigaction(SIGALRM, &a, 0); }\n"
        "int main(void) {\n"
        "    struct timespec wanted = {10, 0}, left; int ends[2]; char c; on(0); alarm(4);\n"
        "    printf(\"%d \", nanosleep(&wanted, &left)); printf(\"%d \", errno); printf(\"%ld\\n\", (long)left.tv_sec);\n"
        "    pipe(ends); alarm(1); errno = 0; printf(\"%d \", (int)read(ends[0], &c, 1)); printf(\"%d\\n\", errno);\n"
        "    on(SA_RESTART); alarm(1);\n"
        "    if (fork() == 0) { sleep(3); write(ends[1], \"x\", 1); _exit(0); }\n"
        "    errno = 0; printf(\"%d \", (int)read(ends[0], &c, 1)); printf(\"%c\\n\", c); wait(0); return 0; }\n");
    CHECK(out == "-1 4 6\n-1 4\n1 x\n");
}

TEST_CASE("a parent hears of its child's end by SIGCHLD") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <signal.h>\n#include <string.h>\n#include <unistd.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n"
        "static volatile int code, status; static void told(int n, siginfo_t *i, void *c) { code = i->si_code; status = i->si_status; }\n"
        "int main(void) { struct sigaction a; int end; memset(&a, 0, sizeof a); a.sa_sigaction = told; a.sa_flags = SA_SIGINFO | SA_RESTART;\n"
        "    sigaction(SIGCHLD, &a, 0);\n"
        "    if (fork() == 0) exit(5); wait(&end); printf(\"%d %d %d\\n\", code, status, WEXITSTATUS(end));\n"
        "    if (fork() == 0) { pause(); } kill(-getpgrp() == 0 ? 0 : getpid() + 2, SIGKILL); wait(&end);\n"
        "    printf(\"%d %d %d\\n\", code, status, WTERMSIG(end)); return 0; }\n");
    CHECK(out == "1 5 5\n2 9 9\n");
}

TEST_CASE("queued signals keep their order and their values; a wait for others takes none of them") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <signal.h>\n#include <unistd.h>\n#include <errno.h>\n"
        "int main(void) { sigset_t set; siginfo_t info; struct timespec soon = {2, 0}; int i; union sigval v; sigemptyset(&set);\n"
        "    sigaddset(&set, SIGRTMIN); sigaddset(&set, SIGRTMIN + 1); sigaddset(&set, SIGUSR1); sigprocmask(SIG_BLOCK, &set, 0);\n"
        "    for (i = 0; i < 3; i++) { v.sival_int = i; sigqueue(getpid(), SIGRTMIN + 1, v); sigqueue(getpid(), SIGUSR1, v); }\n"
        "    sigqueue(getpid(), SIGRTMIN, v);\n"
        "    sigdelset(&set, SIGUSR1);\n"
        "    for (i = 0; i < 4; i++) { printf(\"%d \", sigwaitinfo(&set, &info)); printf(\"%d,\", info.si_value.sival_int); }\n"
        "    printf(\" %d\", sigtimedwait(&set, &info, &soon)); printf(\" %d\\n\", errno == EAGAIN); return 0; }\n");
    CHECK(out == "34 2,35 0,35 1,35 2, -1 1\n");
}

TEST_CASE("only a process itself may say that the kernel sent a signal") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <signal.h>\n#include <string.h>\n#include <unistd.h>\n#include <errno.h>\n#include <sys/syscall.h>\n"
        "int main(void) { siginfo_t info; memset(&info, 0, sizeof info); info.si_code = SI_USER;\n"
        "    signal(SIGUSR1, SIG_IGN);\n"
        "    printf(\"%ld\", syscall(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &info));\n"
        "    if (fork() == 0) { printf(\" %ld\", syscall(SYS_rt_sigqueueinfo, getppid(), SIGUSR1, &info)); printf(\" %d\\n\", errno); }\n"
        "    return 0; }\n");
    CHECK(out.find("0 -1 1\n") != std::string::npos);
}

TEST_CASE("a timer of processor time rings while the program computes, not while it sleeps") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <signal.h>\n#include <sys/time.h>\n#include <unistd.h>\n#include <sys/wait.h>\n"
        "static volatile int rang; static void ring(int n) { rang++; }\n"
        "int main(void) { struct itimerval timer = {{0, 10000}, {0, 10000}}, rest; int i; signal(SIGVTALRM, ring); signal(SIGPROF, ring);\n"
        "    for (i = ITIMER_VIRTUAL; i <= ITIMER_PROF; i++) {\n"
        "        setitimer(i, &timer, 0); rang = 0; sleep(5); printf(\"%d \", rang); while (rang < 4) ;\n"
        "        getitimer(i, &rest); printf(\"%d \", rest.it_value.tv_usec <= 10000); fflush(stdout);\n"
        "        if (fork() == 0) { getitimer(i, &rest); printf(\"child %ld\\n\", (long)rest.it_value.tv_usec); return 0; }\n"
        "        wait(0); rest.it_value.tv_usec = 0; setitimer(i, &rest, 0); }\n"
        "    return 0; }\n");
    CHECK(out == "0 1 child 0\n0 1 child 0\n");
}
