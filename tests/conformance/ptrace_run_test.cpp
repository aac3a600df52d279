#include "tools/live/ptrace_run.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "tools/live/descriptor.hpp"

namespace faultline::live {
namespace {

std::vector<std::byte> program(const char* name) {
    const std::string text = read_text(std::string(LIVE_PROGRAMS "/live_") + name);
    REQUIRE(!text.empty());
    std::vector<std::byte> bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

bool ran(const LiveRun& run) {
    if (run.skipped) MESSAGE("skipped because " << *run.skipped);
    return !run.skipped;
}

TEST_CASE("a program without a C library that touches 100 MiB counts 25,601 faults in ten runs of ten") {
    const std::vector<std::byte> elf = program("touch_100_mib");
    for (int i = 0; i < 10; ++i) {
        const LiveRun run = run_live(elf, {});
        if (!ran(run)) return;
        REQUIRE(run.processes.size() == 1);
        const LiveProcess& it = run.processes[0];
        CHECK(it.min_flt() == 25'601);
        CHECK(it.maj_flt() == 0);
        CHECK(it.at_exit.rss_anon_kib == 25'601 * 4);  // the 25,600 and the stack page that execve wrote
        CHECK(it.at_start.rss_anon_kib == 4);
        CHECK(it.at_exit.vm_size_kib - it.at_start.vm_size_kib == 100 * 1024);
    }
}

TEST_CASE("the counts do not depend on being watched by perf, nor on the arguments") {
    LiveOptions options;
    options.trace_faults = true;
    options.list_maps = true;
    options.arguments = {"an argument", std::string(3000, 'x')};
    const LiveRun run = run_live(program("touch_100_mib"), options);
    if (!ran(run)) return;
    REQUIRE(run.processes.size() == 1);
    CHECK(run.processes[0].min_flt() == 25'601);
    CHECK(run.processes[0].maps_at_start.find("[stack]") != std::string::npos);
    if (!run.faults_traced) return;
    REQUIRE(run.processes[0].faults.size() == 25'601);
    CHECK(run.processes[0].faults[0].address == run.processes[0].faults[0].instruction);
    CHECK(run.processes[0].faults[25'600].address - run.processes[0].faults[1].address == 25'599ULL * 4096);
}

TEST_CASE("a child is counted from its birth and its parent is not charged for it") {
    const LiveRun run = run_live(program("family"), {});
    if (!ran(run)) return;
    REQUIRE(run.processes.size() == 2);
    const LiveProcess& parent = run.processes[0];
    const LiveProcess& child = run.processes[1];
    CHECK(child.parent == 0);
    CHECK(child.end.exit_code == 7);
    // The text page again (it is not copied by fork), three copies, and the stack page that both wrote.
    CHECK(child.at_start.min_flt == 0);
    CHECK(child.min_flt() >= 4);
    CHECK(child.at_exit.rss_anon_kib == 11 * 4);
    // The text page, ten pages, and the reuse of two; what the stack costs depends on the compiler.
    CHECK(parent.min_flt() >= 13);
    CHECK(parent.min_flt() <= 14);
    CHECK(parent.end.signal == 0);
}

TEST_CASE("input goes in, output and the way it ended come out") {
    LiveOptions options;
    options.input = "one line\nand another";
    SUBCASE("by pipes") {
        const LiveRun run = run_live(program("echo"), options);
        if (!ran(run)) return;
        CHECK(run.output == options.input);
        CHECK(run.errors == "bye");
        REQUIRE(run.processes.size() == 1);
        CHECK(run.processes[0].end.signal == SIGSEGV);
        CHECK(run.processes[0].end.si_code == SEGV_MAPERR);
        CHECK(run.processes[0].end.fault_address == 0x123450);
    }
    SUBCASE("by a terminal") {
        options.input += "\n";
        options.stdio = Stdio::Terminal;
        const LiveRun run = run_live(program("echo"), options);
        if (!ran(run)) return;
        CHECK(run.output == options.input + "bye");
    }
}

TEST_CASE("what is no program is no crash") {
    LiveOptions options;
    const LiveRun run = run_live(std::vector<std::byte>(100, std::byte{0}), options);
    if (!ran(run)) return;
    CHECK(run.exec_errno == ENOEXEC);
}

TEST_CASE("a program that never ends is stopped") {
    LiveOptions options;
    options.time_limit_ms = 300;
    options.stdio = Stdio::Terminal;
    // jmp . behind the least of ELF headers
    std::vector<std::byte> elf = program("echo");
    std::uint64_t entry = 0;
    std::memcpy(&entry, elf.data() + 24, sizeof entry);
    const auto in_file = static_cast<std::size_t>(0x1000 + (entry & 0xfff));
    REQUIRE(in_file + 2 <= elf.size());
    elf[in_file] = std::byte{0xeb};
    elf[in_file + 1] = std::byte{0xfe};
    const LiveRun run = run_live(elf, options);
    if (!ran(run)) return;
    CHECK(run.timed_out);
    CHECK(run.processes[0].end.signal == SIGKILL);
}

}  // namespace
}  // namespace faultline::live
