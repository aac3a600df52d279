#include "tests/programs/whole_program.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <vector>

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

}  // namespace

std::optional<std::string> compare_whole_program(const cli::ProgramFile& program, const std::string& input,
                                                 const MachineConfig& machine) {
    const live::KernelRelease kernel = live::kernel_release();
    if (!kernel.reference) return "this kernel is " + kernel.release + ", not 6.18";
    if (const std::optional<std::string> why = needs_another_machine(machine)) return why;

    cli::MachineRunOptions here;
    here.config = machine;
    here.input = input;
    std::string error;
    std::optional<cli::MachineRun> run = cli::run_in_machine(program, here, error);
    REQUIRE_MESSAGE(run.has_value(), error);
    if (const std::optional<std::string> why = decided_by_its_machine(*run)) return why;

    live::LiveOptions options;
    options.name = program.name;
    options.input = input;
    std::vector<std::byte> elf(program.elf.size());
    std::memcpy(elf.data(), program.elf.data(), program.elf.size());
    const live::LiveRun live = live::run_live(elf, options);
    if (live.skipped) return live.skipped;
    REQUIRE_FALSE(live.timed_out);
    REQUIRE_FALSE(live.processes.empty());

    // Again, with the pid that the program had: programs may print it.
    here.first_pid = live.processes.front().pid;
    here.config.zero_page = live.zero_page;
    here.config.protection_keys = live.protection_keys;
    here.config.stale_translations_fault = live.stale_translations_fault;
    run = cli::run_in_machine(program, here, error);
    REQUIRE_MESSAGE(run.has_value(), error);

    std::uint64_t minor = 0, major = 0;
    for (const live::LiveProcess& process : live.processes) {
        minor += process.min_flt();
        major += process.maj_flt();
    }
    const live::LiveProcess& first = live.processes.front();
    CHECK(run->output == live.output);
    CHECK(run->errors == live.errors);
    CHECK(run->min_flt == minor);
    CHECK(run->maj_flt == major);
    CHECK(run->rss_anon_kib == first.at_exit.rss_anon_kib);
    CHECK(run->rss_file_kib == first.at_exit.rss_file_kib);
    CHECK(run->rss_shmem_kib == first.at_exit.rss_shmem_kib);
    const std::int32_t status = first.end.signal != 0 ? first.end.signal : (first.end.exit_code & 0xff) << 8;
    CHECK(run->wait_status == status);
    return std::nullopt;
}

}  // namespace faultline
