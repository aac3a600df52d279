/// Runs a static ELF on the machine's own kernel and reads its fault counters at the two moments that the engine can be
/// compared with: the exec event and the exit event. docs/conformance.md says what is counted and why it is stable.
/// Native Linux on x86-64 only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/live/machine_traits.hpp"

namespace faultline::live {

/// Where the program's standard input, output and error go.
enum class Stdio {
    Pipes,     ///< input from a pipe, output and error to pipes of their own
    Terminal,  ///< all three are one terminal, without echo; `LiveRun::output` has both output and error
};

/// A file that the program finds in its working directory, written in pieces of 4 KiB and in the page cache.
struct LiveFile {
    std::string name;
    std::vector<std::byte> bytes;
};

/// The conditions of one run. The defaults are those of docs/conformance.md.
struct LiveOptions {
    std::string name = "program";  ///< base name; also argv[0]
    std::vector<std::string> arguments;
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "TERM=dumb"};
    std::string input;
    Stdio stdio = Stdio::Pipes;
    std::vector<LiveFile> files;
    bool list_maps = false;     ///< fill LiveProcess::maps_at_start
    bool trace_faults = false;  ///< fill LiveProcess::faults, if perf_event_open is permitted
    std::uint32_t time_limit_ms = 60'000;
};

/// What the kernel says of a process at one moment. Faults are counts since the process was made; sizes are in KiB.
struct LiveSample {
    std::uint64_t min_flt = 0;
    std::uint64_t maj_flt = 0;
    std::uint64_t rss_anon_kib = 0;
    std::uint64_t rss_file_kib = 0;
    std::uint64_t rss_shmem_kib = 0;
    std::uint64_t vm_swap_kib = 0;
    std::uint64_t vm_size_kib = 0;
    std::uint64_t vm_hwm_kib = 0;

    std::uint64_t vm_rss_kib() const { return rss_anon_kib + rss_file_kib + rss_shmem_kib; }
};

/// One page fault that the hardware raised after the start, successful or not.
struct LiveFault {
    std::uint64_t address = 0;
    std::uint64_t instruction = 0;
};

/// How a process ended.
struct LiveEnd {
    std::int32_t exit_code = 0;       ///< if `signal` is 0
    std::int32_t signal = 0;          ///< the signal that killed it
    std::int32_t si_code = 0;         ///< of that signal, as the kernel sent it
    std::uint64_t fault_address = 0;  ///< its si_addr, for SIGSEGV and SIGBUS
};

/// One process of the run. The first starts at its exec event, every other at its birth (all counters 0) or, if it
/// calls execve, there.
struct LiveProcess {
    std::int32_t pid = 0;
    std::uint32_t parent = 0;  ///< index in LiveRun::processes; the first is its own
    LiveSample at_start;
    LiveSample at_exit;
    LiveEnd end;
    std::string maps_at_start;      ///< /proc/PID/maps
    std::vector<LiveFault> faults;  ///< in order; at most 65,000 of a process
    std::uint64_t min_flt() const { return at_exit.min_flt - at_start.min_flt; }
    std::uint64_t maj_flt() const { return at_exit.maj_flt - at_start.maj_flt; }
};

/// The answer. If `skipped` has a value nothing ran, and it says why in one sentence.
struct LiveRun {
    std::optional<std::string> skipped;
    std::string kernel;           ///< release, as uname prints it
    bool reference = false;       ///< the kernel is of the series the engine models, 6.18
    MachineTraits machine;        ///< in what it differs from others of its kind
    std::int32_t exec_errno = 0;  ///< not 0: execve refused the program
    bool timed_out = false;       ///< killed at `time_limit_ms`
    bool faults_traced = false;   ///< perf_event_open was permitted
    std::vector<LiveProcess> processes;
    std::string output;
    std::string errors;
};

/// Writes `elf` in pieces of 4 KiB to a private folder of a disk file system, runs it there under ptrace with ASLR off,
/// a stack limit of 8 MiB and THP as the machine has it, and waits for all its processes. Blocks; not for two threads.
LiveRun run_live(const std::vector<std::byte>& elf, const LiveOptions& options);

/// The release of the running kernel; `reference` if it is 6.18.x.
struct KernelRelease {
    std::string release;
    bool reference = false;
};
KernelRelease kernel_release();

}  // namespace faultline::live
