/// An Instruction to the micro-operations that carry it out.
#pragma once

#include <array>
#include <cstdint>

#include "engine/cpu/instruction.hpp"
#include "engine/cpu/micro.hpp"

namespace faultline::cpu {

struct Lowered {
    std::array<Micro, 6> micro{};
    uint32_t count = 0;
    /// Control does not simply go on to the next instruction.
    bool ends_run = false;
};

/// `offset` is where the instruction starts in its page. Deterministic, and total: what it cannot express becomes
/// MicroOp::Unknown.
[[nodiscard]] Lowered lower(const Instruction& instruction, uint32_t offset);

}  // namespace faultline::cpu
