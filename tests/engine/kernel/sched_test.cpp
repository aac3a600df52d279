#include "engine/kernel/sched.hpp"

#include <doctest/doctest.h>

#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

namespace {

/// Two processes that count, sleep, talk through a pipe and end.
constexpr const char* busy_family =
    "#include <stdio.h>\n#include <unistd.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n"
    "int main(void) {\n"
    "    int ends[2]; char got[8]; volatile int i; char *p = malloc(40 * 4096);\n"
    "    pipe(ends);\n"
    "    for (i = 0; i < 40; i++) p[i * 4096] = 1;\n"
    "    if (fork() == 0) {\n"
    "        for (i = 0; i < 40; i++) p[i * 4096] = 2;\n"
    "        usleep(3000);\n"
    "        for (i = 0; i < 200000; i++);\n"
    "        write(ends[1], \"done\", 5);\n"
    "        exit(4);\n"
    "    }\n"
    "    for (i = 0; i < 300000; i++);\n"
    "    read(ends[0], got, 5);\n"
    "    int status; wait(&status);\n"
    "    printf(\"%s %d\\n\", got, WEXITSTATUS(status));\n"
    "    return 0;\n"
    "}\n";

constexpr const char* two_counters =
    "#include <unistd.h>\n#include <sys/wait.h>\n"
    "int main(void) { volatile long i; fork(); for (i = 0; i < 3000000; i++); wait(0); return 0; }\n";

}  // namespace

TEST_CASE("a run cut into pieces of any size ends in the same state as one run") {
    CProgram whole(busy_family);
    const Halted end = whole.run();
    REQUIRE(end.reason == Halt::AllExited);
    CHECK(whole.output() == "done 4\n");
    for (const Tick piece : {Tick{1}, Tick{7}, Tick{1000}, Tick{65'537}}) {
        CProgram cut(busy_family);
        Tick ticks = 0;
        // Single ticks are slow: a part of the way is enough.
        const Tick until = piece == 1 ? 200'000 : end.ticks;
        while (ticks < until) ticks += run_machine(cut.machine, {.max_ticks = std::min(piece, until - ticks)}).ticks;
        CProgram reference(busy_family);
        run_machine(reference.machine, {.max_ticks = until});
        CHECK(cut.machine.hardware.tick == reference.machine.hardware.tick);
        CHECK(cut.machine.hardware.now == reference.machine.hardware.now);
        CHECK(cut.machine.state_hash() == reference.machine.state_hash());
    }
}

TEST_CASE("two programs that only compute share the CPU in slices") {
    CProgram program(two_counters);
    CHECK(program.run().reason == Halt::AllExited);
    const Task& parent = program.task();
    CHECK(parent.involuntary_switches >= 3);
    CHECK(program.machine.hardware.now >= parent.user_time + parent.child_user_time);
}

TEST_CASE("recording more changes nothing") {
    CProgram silent(busy_family);
    CProgram loud(busy_family);
    loud.machine.hardware.log.detail = Detail::Everything;
    silent.run(150'000);
    loud.run(150'000);
    CHECK(silent.machine.state_hash() == loud.machine.state_hash());
    CHECK(loud.machine.hardware.log.events.size() > 1000);
}

TEST_CASE("the learner can choose who runs next") {
    CProgram program(two_counters);
    run_machine(program.machine, {.max_ticks = 20'000});
    while (program.machine.tasks.size() < 2) run_machine(program.machine, {.max_ticks = 1000});
    const Pid child = program.machine.tasks.rbegin()->first;
    REQUIRE(program.machine.current == program.pid);
    CHECK(choose_next(program.machine, child));
    CHECK(program.machine.current == child);
    CHECK_FALSE(choose_next(program.machine, 99));
    CHECK(program.machine.current == child);
    CHECK(program.run().reason == Halt::AllExited);
}

TEST_CASE("while everybody sleeps the clock jumps to the first who wakes") {
    constexpr const char* source = "#include <unistd.h>\nint main(void) { sleep(1000); return 0; }\n";
    CProgram program(source);
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.machine.hardware.now > 1'000'000'000'000);
    CHECK(program.task().voluntary_switches == 1);
    CHECK(program.machine.hardware.tick < 10'000);
}

TEST_CASE("a program that waits for the terminal stops the machine until somebody types") {
    constexpr const char* source = "#include <stdio.h>\nint main(void) { int c = getchar(); printf(\"<%c>\", c); return 0; }\n";
    CProgram program(source, CProgram::OnTerminal{});
    CHECK(program.run().reason == Halt::WaitsForInput);
    const Tick tick = program.machine.hardware.tick;
    CHECK(program.run().reason == Halt::WaitsForInput);
    CHECK(program.machine.hardware.tick == tick);
    type_on_terminal(program.machine, "x");
    // A line that has not ended is not read yet.
    CHECK(program.run().reason == Halt::WaitsForInput);
    type_on_terminal(program.machine, "\n");
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "<x>");
}

TEST_CASE("a program that nothing can wake is said to be stuck") {
    CProgram program("#include <unistd.h>\nint main(void) { pause(); return 0; }\n");
    CHECK(program.run().reason == Halt::Stuck);
    CHECK(program.run().reason == Halt::Stuck);
}

TEST_CASE("a run stops before the instruction at a stop address, once") {
    CProgram program("int main(void) { return 0; }\n");
    const std::uint64_t entry = program.task().cpu.rip;
    run_machine(program.machine, {.max_ticks = 50});
    const std::uint64_t there = program.task().cpu.rip;
    CProgram again("int main(void) { return 0; }\n");
    const std::uint64_t stops[] = {entry, there};
    CHECK(run_machine(again.machine, {.stop_addresses = stops}).reason == Halt::StopAddress);
    CHECK(again.task().cpu.rip == there);
    CHECK(run_machine(again.machine, {.stop_addresses = stops}).reason != Halt::TickLimit);
}

TEST_CASE("a copy of a running machine goes on by itself") {
    CProgram program(busy_family);
    program.run(100'000);
    Machine copy = program.machine.snapshot();
    const std::uint64_t hash = copy.state_hash();
    program.run();
    CHECK(copy.state_hash() == hash);
    run_machine(copy);
    CHECK(copy.state_hash() == program.machine.state_hash());
    CHECK(copy.vfs.terminal.output.text() == program.output());
}

TEST_CASE("poll wakes for bytes, for the end of the other side and for its time limit, and tells which") {
    CProgram program(
        "#include <poll.h>\n#include <stdio.h>\n#include <unistd.h>\n#include <sys/select.h>\n#include <sys/wait.h>\n"
        "int main(void) { int ends[2]; char c; struct timeval limit = {9, 0}; fd_set set; struct pollfd each;\n"
        "    pipe(ends); each.fd = ends[0]; each.events = POLLIN;\n"
        "    printf(\"%d \", poll(&each, 1, 2000)); printf(\"%x, \", each.revents); fflush(stdout);\n"
        "    if (fork() == 0) { sleep(3); write(ends[1], \"x\", 1); sleep(3); _exit(0); }\n"
        "    close(ends[1]);\n"
        "    printf(\"%d \", poll(&each, 1, -1)); printf(\"%x, \", each.revents); read(ends[0], &c, 1);\n"
        "    FD_ZERO(&set); FD_SET(ends[0], &set); printf(\"%d \", select(ends[0] + 1, &set, 0, 0, &limit));\n"
        "    printf(\"%d %ld, \", FD_ISSET(ends[0], &set), (long)limit.tv_sec);\n"
        "    printf(\"%d \", poll(&each, 1, -1)); printf(\"%x\\n\", each.revents); return 0; }\n");
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "0 0, 1 1, 1 1 6, 1 10\n");
    CHECK(program.machine.hardware.now > 8'000'000'000);
    CHECK(program.machine.hardware.now < 8'100'000'000);
    // It slept: no instruction passed the time.
    CHECK(program.machine.hardware.tick < 100'000);
}

TEST_CASE("a program that polls the terminal waits for the learner") {
    constexpr const char* source =
        "#include <poll.h>\n#include <stdio.h>\nint main(void) { struct pollfd each = {0, POLLIN}; poll(&each, 1, -1);\n"
        "    printf(\"%x %c\\n\", each.revents, getchar()); return 0; }\n";
    CProgram program(source, CProgram::OnTerminal{});
    CHECK(program.run().reason == Halt::WaitsForInput);
    type_on_terminal(program.machine, "y\n");
    CHECK(program.run().reason == Halt::AllExited);
    CHECK(program.output() == "1 y\n");
}

TEST_CASE("a wait for one signal sleeps although another one is pending") {
    CProgram program(
        "#include <signal.h>\n#include <unistd.h>\nint main(void) { sigset_t set; sigfillset(&set); sigprocmask(SIG_BLOCK, &set, 0);\n"
        "    kill(getpid(), SIGUSR2); sigemptyset(&set); sigaddset(&set, SIGUSR1); sigwaitinfo(&set, 0); return 0; }\n");
    CHECK(program.run().reason == Halt::Stuck);
}
