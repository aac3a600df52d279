/// What a run is bounded by and how it ended.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "engine/cpu/instruction.hpp"

namespace faultline {

enum class RunReason : uint8_t {
    /// As many instructions as the limit allows have retired.
    LimitReached,
    /// The bus refused an access and knows why. rip is at the instruction, which had no effect and can be run again.
    Fault,
    /// A SYSCALL retired: rip is after it, RCX and R11 are set.
    Syscall,
    /// The instruction at rip is not one the CPU has; see RunResult::bytes.
    InvalidOpcode,
    /// DIV or IDIV by zero or with a quotient that does not fit; rip is at it.
    DivideError,
    /// An INT3 retired: rip is after it, as Linux reports it.
    Breakpoint,
    /// rip is one of RunLimits::stop_addresses, and this is not the first instruction of the run.
    StopAddress,
    /// The CPU itself refuses the instruction at rip: privileged, or a misaligned operand of an SSE instruction.
    GeneralProtection,
};

struct RunLimits {
    uint64_t instructions = ~uint64_t{0};
    /// Sorted, a set costs a comparison a run; another set than the last one makes the code be decoded anew.
    std::span<const uint64_t> stop_addresses{};
};

struct RunResult {
    RunReason reason = RunReason::LimitReached;
    uint64_t instructions_retired = 0;
    /// For InvalidOpcode: what stands at rip, as far as it could be fetched.
    std::array<uint8_t, cpu::kMaxInstructionBytes> bytes{};
    uint8_t byte_count = 0;
};

}  // namespace faultline
