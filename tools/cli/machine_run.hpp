// One program from start to end in a simulated machine: what `run` prints and `compare` holds against the real kernel.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/kernel/config.hpp"
#include "engine/kernel/run.hpp"
#include "tools/cli/program_file.hpp"

namespace faultline {
struct Machine;
}

namespace faultline::cli {

struct HostFileCopy {
    std::string name;
    std::string bytes;
};

struct MachineRunOptions {
    MachineConfig config;
    std::vector<std::string> arguments;
    /// Standard input, output and error are a terminal; else pipes.
    bool terminal = false;
    /// Standard input's bytes, with its end behind them. Nothing: `more_input` is asked when the program waits.
    std::optional<std::string> input;
    /// The next line of input; false at the end.
    std::function<bool(std::string&)> more_input;
    /// Called whenever the program waits for input that is not there yet, and at the end.
    std::function<void(const Machine&)> on_pause;
    /// Called with what the program has just printed; a terminal shows both on `on_output`.
    std::function<void(std::string_view)> on_output;
    std::function<void(std::string_view)> on_errors;
    /// Files in the program's working directory, all of them cached.
    std::vector<HostFileCopy> files;
    Tick max_ticks = ~Tick{0};
    /// The pid that the program gets.
    Pid first_pid = 1;
};

struct MachineRun {
    Halt halt = Halt::AllExited;
    std::int32_t wait_status = 0;
    /// Standard output and standard error; a terminal has both in `output`.
    std::string output;
    std::string errors;
    /// From exec to exit, of the first process and of all that descend from it and have ended.
    std::uint64_t min_flt = 0;
    std::uint64_t maj_flt = 0;
    std::uint64_t rss_anon_kib = 0, rss_file_kib = 0, rss_shmem_kib = 0, swap_kib = 0;
    std::uint64_t max_rss_kib = 0;
    std::uint64_t user_ns = 0, system_ns = 0, elapsed_ns = 0;
    std::uint64_t voluntary_switches = 0, involuntary_switches = 0;
    std::uint64_t ticks = 0;
    /// Pages that reclaim looked at, pages written to swap, and programs killed for want of memory.
    std::uint64_t pages_scanned = 0, pages_swapped_out = 0, oom_kills = 0;
    std::uint64_t state_hash = 0;
    std::string last_words;
};

/// Nothing, and `error` says why, if the program cannot be started.
std::optional<MachineRun> run_in_machine(const ProgramFile& program, const MachineRunOptions& options,
                                         std::string& error);

/// "exit status 3", "killed by SIGSEGV".
std::string end_in_words(std::int32_t wait_status);

}  // namespace faultline::cli
