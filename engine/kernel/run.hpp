// The machine runs: the CPU executes the current task until its kernel is needed, the kernel answers, and so on.
// A tick is one attempt: an instruction that retires, or faults, or one more try of a system call that slept. However a run
// is cut into calls, the same number of ticks leads to the same state.
#pragma once

#include <cstdint>
#include <span>

#include "engine/machine/types.hpp"
#include "engine/machine/watch.hpp"

namespace faultline {

struct Machine;

/// When `run_machine` stops, besides what stops any machine.
struct HaltAt {
    Tick max_ticks = ~Tick{0};
    /// Before an instruction at one of these addresses, unless it is tried again after a fault.
    std::span<const std::uint64_t> stop_addresses{};
    /// Before an instruction or a system call that accesses one of these. The refused access may leave the count of data
    /// accesses too high: who needs the very state goes back and runs to that tick without watching.
    std::span<const WatchedRange> watched{};
    /// The run does not stop before its first attempt, whatever that does.
    bool first_is_exempt = true;
};

enum class Halt : std::uint8_t {
    TickLimit,
    StopAddress,
    WatchedAccess,
    WaitsForInput,   // everybody sleeps, somebody at the terminal: type_on_terminal goes on
    Stuck,           // everybody sleeps, and nothing in the machine can wake anybody
    AllExited,
};

struct Halted {
    Halt reason = Halt::TickLimit;
    /// With WatchedAccess of a system call: those before it, though the call is done.
    Tick ticks = 0;
    /// The next attempt tries an instruction again that has faulted.
    bool tries_again = false;
};

Halted run_machine(Machine& machine, const HaltAt& at = {});

}  // namespace faultline
