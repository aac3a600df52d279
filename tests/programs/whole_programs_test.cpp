// The same ELF on the machine's own kernel and in the engine, from exec to exit: what they print, how they end, how many
// faults they take, and what they hold in memory at the end.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/cli/machine_run.hpp"
#include "tools/cli/program_file.hpp"
#include "tools/live/ptrace_run.hpp"

using namespace faultline;
using namespace faultline::cli;

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::string text, error;
    if (fs::exists(path)) read_host_file(path.string(), text, error);
    return text;
}

std::vector<fs::path> programs_in(const fs::path& folder) {
    std::vector<fs::path> out;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".c") out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// False: nothing was compared, and why has been said.
bool compare(const fs::path& path) {
    CAPTURE(path.string());
    std::string error;
    const std::optional<ProgramFile> program = load_program(path.string(), error);
    REQUIRE_MESSAGE(program.has_value(), error);
    const std::string input = text_of(fs::path(path).replace_extension(".in"));

    live::LiveOptions options;
    options.name = program->name;
    options.input = input;
    std::vector<std::byte> elf(program->elf.size());
    std::memcpy(elf.data(), program->elf.data(), program->elf.size());
    const live::LiveRun live = live::run_live(elf, options);
    if (live.skipped.has_value() || !live.reference) {
        const std::string why = live.skipped.value_or("this kernel is " + live.kernel + ", not 6.18");
        MESSAGE("skipped because " << why);
        return false;
    }
    REQUIRE_FALSE(live.timed_out);
    REQUIRE_FALSE(live.processes.empty());

    MachineRunOptions here;
    here.input = input;
    here.first_pid = live.processes.front().pid;
    here.config.zero_page = live.zero_page;
    const std::optional<MachineRun> run = run_in_machine(*program, here, error);
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
    return true;
}

}  // namespace

TEST_CASE("the C library's own programs do on the live kernel exactly what they do in the engine") {
    for (const fs::path& path : programs_in("tests/libc")) {
        if (!compare(path)) return;
    }
}

TEST_CASE("programs about memory: forks, files, shared memory, stacks and signals") {
    for (const fs::path& path : programs_in("tests/programs")) {
        if (!compare(path)) return;
    }
}
