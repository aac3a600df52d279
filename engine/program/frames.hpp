// The calls that are under way in the learner's own code, read from the chain of frame pointers that TCC keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/machine.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

struct StackFrame {
    const Function* function = nullptr;
    /// RIP in the innermost function, else where the call returns to.
    std::uint64_t address = 0;
    std::uint32_t line = 0;
    /// The stack pointer before the call: the same throughout a call, and higher for callers.
    std::uint64_t base = 0;
    /// RBP in its body: what local variables are told from. 0 while the function has not set it yet.
    std::uint64_t frame_pointer = 0;
};

/// Innermost first, at most `most`. Functions of the C library are walked through and left out. Stops where memory is not
/// there to be read.
std::vector<StackFrame> stack_frames(const Machine& machine, const Task& task, const LineTable& lines, std::size_t most = 256);

}  // namespace faultline
