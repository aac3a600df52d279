/// Bytes to one Instruction, in 64-bit mode.
#pragma once

#include <cstdint>
#include <span>

#include "engine/cpu/instruction.hpp"

namespace faultline::cpu {

enum class DecodeStatus : uint8_t {
    Ok,
    /// The opcode is not one that the CPU has (or is too long, or has a LOCK that it may not have).
    Unknown,
    /// The bytes end before the instruction does; give more (at most kMaxInstructionBytes).
    Truncated,
};

/// Decodes the instruction that starts at bytes[0]. `out` is meaningful only when the answer is Ok.
[[nodiscard]] DecodeStatus decode(std::span<const uint8_t> bytes, Instruction& out);

}  // namespace faultline::cpu
