#include "tests/programs/whole_program.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "tools/cli/live_machine.hpp"
#include "tools/cli/machine_run.hpp"
#include "tools/live/ptrace_run.hpp"

namespace faultline {

namespace {

/// Settings that the live machine does not have and that this test does not change.
std::optional<std::string> needs_another_machine(const MachineConfig& machine) {
    if (machine.overcommit != OvercommitMode::Heuristic) return "it needs another vm.overcommit_memory";
    if (machine.thp != ThpMode::Madvise) return "it needs another setting of transparent huge pages";
    if (machine.fault_around_bytes != MachineConfig{}.fault_around_bytes) return "it needs another fault_around_bytes";
    if (machine.cgroup_limit_bytes != 0) return "it runs under a memory limit (tests/pressure compares those)";
    return std::nullopt;
}

/// What only the small machine of a lab decided.
std::optional<std::string> decided_by_its_machine(const cli::MachineRun& run) {
    if (run.oom_kills != 0) return "its small machine kills it";
    if (run.pages_scanned != 0 || run.pages_swapped_out != 0) return "its small machine reclaims";
    if (run.maj_flt != 0) return "it reads from the disk: what a neighbour's read in flight counts as is a race";
    return std::nullopt;
}

live::LiveRun run_on_live_kernel(const cli::ProgramFile& program, const std::vector<std::string>& arguments,
                                 const std::string& input) {
    live::LiveOptions options;
    options.name = program.name;
    options.arguments = arguments;
    options.input = input;
    std::vector<std::byte> elf(program.elf.size());
    std::memcpy(elf.data(), program.elf.data(), program.elf.size());
    return live::run_live(elf, options);
}

/// Where two texts part, or nothing.
void compare_texts(const char* what, std::string_view live, std::string_view machine, std::vector<std::string>& out) {
    if (live == machine) return;
    const auto parting = std::mismatch(live.begin(), live.end(), machine.begin(), machine.end()).first;
    const auto at = static_cast<std::size_t>(parting - live.begin());
    const std::size_t line = live.substr(0, at).rfind('\n') + 1;
    const auto from_line = [line](std::string_view text) { return std::string(text.substr(line, text.find('\n', line) - line)); };
    out.push_back(std::string(what) + ": the kernel's \"" + from_line(live) + "\", the engine's \"" + from_line(machine) + "\"");
}

void compare_numbers(const char* what, std::uint64_t live, std::uint64_t machine, std::vector<std::string>& out) {
    if (live != machine) out.push_back(std::string(what) + ": the kernel's " + std::to_string(live) + ", the engine's " + std::to_string(machine));
}

std::vector<std::string> differences_between(const live::LiveRun& live, const cli::MachineRun& run) {
    std::uint64_t minor = 0, major = 0;
    for (const live::LiveProcess& process : live.processes) {
        minor += process.min_flt();
        major += process.maj_flt();
    }
    const live::LiveProcess& first = live.processes.front();
    const std::int32_t status = first.end.signal != 0 ? first.end.signal : (first.end.exit_code & 0xff) << 8;
    std::vector<std::string> out;
    compare_texts("output", live.output, run.output, out);
    compare_texts("errors", live.errors, run.errors, out);
    compare_numbers("minor faults", minor, run.min_flt, out);
    compare_numbers("major faults", major, run.maj_flt, out);
    compare_numbers("RssAnon at exit", first.at_exit.rss_anon_kib, run.rss_anon_kib, out);
    compare_numbers("RssFile at exit", first.at_exit.rss_file_kib, run.rss_file_kib, out);
    compare_numbers("RssShmem at exit", first.at_exit.rss_shmem_kib, run.rss_shmem_kib, out);
    compare_numbers("wait status", static_cast<std::uint64_t>(status), static_cast<std::uint64_t>(run.wait_status), out);
    return out;
}

}  // namespace

std::optional<std::string> compare_whole_program(const cli::ProgramFile& program, const std::vector<std::string>& arguments,
                                                 const std::string& input, const MachineConfig& machine) {
    const live::KernelRelease kernel = live::kernel_release();
    if (!kernel.reference) return "this kernel is " + kernel.release + ", not 6.18";
    if (const std::optional<std::string> why = needs_another_machine(machine)) return why;

    cli::MachineRunOptions here;
    here.config = machine;
    here.arguments = arguments;
    here.input = input;
    std::string error;
    std::optional<cli::MachineRun> run = cli::run_in_machine(program, here, error);
    REQUIRE_MESSAGE(run.has_value(), error);
    if (const std::optional<std::string> why = decided_by_its_machine(*run)) return why;

    // A rule repeats itself, another process's timing does not: what differs is looked at again.
    constexpr int most_tries = 5;
    std::vector<std::string> differences;
    for (int i = 0; i < most_tries && (i == 0 || !differences.empty()); ++i) {
        const live::LiveRun live = run_on_live_kernel(program, arguments, input);
        if (live.skipped) return live.skipped;
        REQUIRE_FALSE(live.timed_out);
        REQUIRE_FALSE(live.processes.empty());
        // Again, with the pid that the program had: programs may print it.
        here.first_pid = live.processes.front().pid;
        cli::become_alike(here.config, live.machine);
        run = cli::run_in_machine(program, here, error);
        REQUIRE_MESSAGE(run.has_value(), error);
        differences = differences_between(live, *run);
    }
    for (const std::string& difference : differences) CHECK(difference == "");
    return std::nullopt;
}

}  // namespace faultline
