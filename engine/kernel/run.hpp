// The machine runs: the CPU executes the current task until its kernel is needed, the kernel answers, and so on.
// A tick is one attempt: an instruction that retires, or faults, or one more try of a system call that slept. However a run
// is cut into calls, the same number of ticks leads to the same state.
#pragma once

#include <cstdint>
#include <span>

#include "engine/machine/types.hpp"

namespace faultline {

struct Machine;

/// When `run_machine` stops, besides what stops any machine.
struct HaltAt {
    Tick max_ticks = ~Tick{0};
    /// Before an instruction at one of these addresses, unless the run begins with it or it is tried again after a fault.
    std::span<const std::uint64_t> stop_addresses{};
};

enum class Halt : std::uint8_t {
    TickLimit,
    StopAddress,
    WaitsForInput,   // everybody sleeps, somebody at the terminal: type_on_terminal goes on
    Stuck,           // everybody sleeps, and nothing in the machine can wake anybody
    AllExited,
};

struct Halted {
    Halt reason = Halt::TickLimit;
    Tick ticks = 0;
};

Halted run_machine(Machine& machine, const HaltAt& at = {});

}  // namespace faultline
