// One thing on the timeline.
#pragma once

#include <cstdint>

#include "engine/kernel/fault_trace.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

enum class MarkKind : std::uint8_t { Fault, Syscall, Output, Signal, Fork, Exit, Input, Switch };

/// `tick` is the attempt during which it happened: seek(tick) is the moment just before it.
struct Mark {
    Tick tick = 0;
    Nanoseconds time = 0;
    /// Fault, Signal: the address. Syscall: its number. Output: bytes. Fork: the child. Exit: the status. Switch: who
    /// runs from then on.
    std::uint64_t address = 0;
    Pid pid = 0;
    MarkKind kind{};
    Leaf leaf{};                 // Fault
    bool major = false;          // Fault
    bool counted = false;        // Fault: in min_flt or maj_flt

    bool operator==(const Mark&) const = default;
};

/// How many marks of each class a stretch of the run holds.
struct MarkCounts {
    std::uint32_t minor = 0;
    std::uint32_t major = 0;
    std::uint32_t invalid = 0;
    std::uint32_t syscalls = 0;
    std::uint32_t outputs = 0;
    std::uint32_t inputs = 0;
    std::uint32_t switches = 0;
    /// Signals, forks, ends of processes.
    std::uint32_t others = 0;

    void add(const Mark& mark) {
        switch (mark.kind) {
            case MarkKind::Fault: ++(!mark.counted ? invalid : mark.major ? major : minor); return;
            case MarkKind::Syscall: ++syscalls; return;
            case MarkKind::Output: ++outputs; return;
            case MarkKind::Input: ++inputs; return;
            case MarkKind::Switch: ++switches; return;
            case MarkKind::Signal:
            case MarkKind::Fork:
            case MarkKind::Exit: ++others; return;
        }
    }
    void add(const MarkCounts& more) {
        minor += more.minor;
        major += more.major;
        invalid += more.invalid;
        syscalls += more.syscalls;
        outputs += more.outputs;
        inputs += more.inputs;
        switches += more.switches;
        others += more.others;
    }
    std::uint32_t faults() const { return minor + major + invalid; }

    bool operator==(const MarkCounts&) const = default;
};

}  // namespace faultline
