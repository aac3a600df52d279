// The second terminal: what ps, free, vmstat, time, perf and cat print while a program waits, and after it has ended.
#include "engine/shell/shell.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/kernel/proc.hpp"
#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

namespace {

/// A hundred pages are written before it waits, and a hundred after.
constexpr const char* two_hundred_pages =
    "#include <stdio.h>\n#include <sys/mman.h>\n"
    "int main(void) { int i; char *p = mmap(0, 200 * 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
    "    for (i = 0; i < 100; i++) p[i * 4096] = 1;\n    getchar();\n    for (; i < 200; i++) p[i * 4096] = 1; return "
    "3; }\n";

std::string number_behind(const std::string& text, const std::string& name) {
    const std::size_t at = text.find(name);
    REQUIRE(at != std::string::npos);
    const std::size_t from = text.find_first_of("0123456789", at + name.size());
    return text.substr(from, text.find_first_not_of("0123456789", from) - from);
}

}  // namespace

TEST_CASE("ps has the columns that were asked for, as wide as procps prints them") {
    CProgram program(two_hundred_pages, CProgram::OnTerminal{});
    REQUIRE(program.run().reason == Halt::WaitsForInput);
    const Mm& mm = program.machine.mm_of(program.task());
    const std::string vsz = std::to_string(mm.total_vm * 4), rss = std::to_string(mm.resident_pages() * 4);
    const std::string flt = std::to_string(program.task().faults.min_flt);
    const auto right = [](const std::string& text, std::size_t width) {
        return std::string(width - text.size(), ' ') + text;
    };
    CHECK(shell(program.machine, "ps -o pid,vsz,rss,min_flt,maj_flt -p 1").text ==
          "  PID    VSZ   RSS  MINFL  MAJFL\n    1 " + right(vsz, 6) + " " + right(rss, 5) + " " + right(flt, 6) +
              "      0\n");
    CHECK(shell(program.machine, "ps").text == "  PID TTY          TIME CMD\n    1 pts/0    00:00:00 story\n");
    CHECK(shell(program.machine, "ps -o pid= -p $(pgrep story)").text == "    1\n");
    CHECK(shell(program.machine, "ps aux")
              .text.starts_with(
                  "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\nroot         1 "));
    CHECK(shell(program.machine, "ps -p 99").text == "  PID TTY          TIME CMD\n");
    CHECK(shell(program.machine, "ps -o colour")
              .text.starts_with("error: unknown user-defined format specifier \"colour\"\n"));
}

TEST_CASE("cat of /proc is the kernel's text, and grep picks lines of it") {
    CProgram program(two_hundred_pages, CProgram::OnTerminal{});
    REQUIRE(program.run().reason == Halt::WaitsForInput);
    const std::string status = proc_pid_status(program.machine, program.task());
    CHECK(shell(program.machine, "cat /proc/1/status").text == status);
    CHECK(shell(program.machine, "cat /proc/1/maps").text == proc_pid_maps(program.machine, program.task()));
    CHECK(shell(program.machine, "cat /proc/1/status | grep VmRSS").text ==
          "VmRSS:\t" + status.substr(status.find("VmRSS:") + 7, 11) + "\n");
    CHECK(shell(program.machine, "grep -c ^Vm /proc/1/status").text == "12\n");
    CHECK(shell(program.machine, "cat /proc/77/status").text == "cat: /proc/77/status: No such file or directory\n");
    CHECK(shell(program.machine, "cat /etc/hostname | head -n 1").text == "faultline\n");
}

TEST_CASE("time -v and perf stat tell the same faults as the kernel's counters, while it runs and after its end") {
    CProgram program(two_hundred_pages, CProgram::OnTerminal{});
    REQUIRE(program.run().reason == Halt::WaitsForInput);
    CHECK(shell(program.machine, "time -v ./story").text.starts_with("(story has not ended"));
    type_on_terminal(program.machine, "\n");
    REQUIRE(program.run().reason == Halt::AllExited);
    const std::string minor = std::to_string(program.task().faults.min_flt);
    const std::string time = shell(program.machine, "/usr/bin/time -v ./story 2>&1").text;
    CHECK(time.starts_with("\tCommand being timed: \"./story\"\n\tUser time (seconds): 0.00\n"));
    CHECK(number_behind(time, "Minor (reclaiming a frame) page faults") == minor);
    CHECK(number_behind(time, "Major (requiring I/O) page faults") == "0");
    CHECK(number_behind(time, "Exit status") == "3");
    const std::string perf = shell(program.machine, "perf stat -e page-faults,minor-faults,major-faults ./story").text;
    // perf counts from the exec on.
    const std::string since_exec =
        std::to_string(program.task().faults.min_flt - program.task().faults_at_exec.min_flt);
    CHECK(perf.starts_with("\n Performance counter stats for './story':\n\n" +
                           std::string(18 - since_exec.size(), ' ') + since_exec + "      page-faults\n"));
    CHECK(perf.find("                 0      major-faults\n\n") != std::string::npos);
    CHECK(perf.find(" seconds time elapsed\n") != std::string::npos);
    CHECK(shell(program.machine, "time -v ./other").text == "time: cannot run ./other: No such file or directory\n");
}

TEST_CASE("free adds up, and vmstat has one line under procps's header") {
    CProgram program(two_hundred_pages, CProgram::OnTerminal{});
    REQUIRE(program.run().reason == Halt::WaitsForInput);
    const std::string text = shell(program.machine, "free").text;
    CHECK(text.starts_with("               total        used        free      shared  buff/cache   available\nMem:"));
    CHECK(number_behind(text, "Mem:") == number_behind(proc_meminfo(program.machine), "MemTotal:"));
    CHECK(shell(program.machine, "free -h").text.find("Swap:             0B          0B          0B\n") !=
          std::string::npos);
    const std::string vmstat = shell(program.machine, "vmstat 1").text;
    CHECK(std::count(vmstat.begin(), vmstat.end(), '\n') == 3);
    CHECK(vmstat.find("\n r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n") !=
          std::string::npos);
}

TEST_CASE("looking is free: no command changes the machine") {
    CProgram program(two_hundred_pages, CProgram::OnTerminal{});
    REQUIRE(program.run().reason == Halt::WaitsForInput);
    const std::uint64_t before = program.machine.state_hash();
    for (const std::string& command : shell_commands()) {
        for (const char* arguments : {"", " -v story", " stat story", " /proc/1/smaps", " /"})
            shell(program.machine, command + arguments);
    }
    CHECK(program.machine.state_hash() == before);
}

TEST_CASE("what it does not know is refused by name") {
    CProgram program(two_hundred_pages, CProgram::OnTerminal{});
    CHECK(
        shell(program.machine, "rm -rf /").text.starts_with("rm: command not found; this terminal has cat echo free "));
    CHECK(shell(program.machine, "rm x").status == 127);
    CHECK(shell(program.machine, "ps > file").text == "`>` is not known here: this terminal has commands and `|`\n");
    CHECK(shell(program.machine, "ps |").text == "a command is missing after `|`\n");
    CHECK(shell(program.machine, "echo 'open").text == "the quote ' is not closed\n");
    CHECK(shell(program.machine, "").text.empty());
}
