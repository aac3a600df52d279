// When a step by source line has arrived: into calls, over them, or out of the function.
#pragma once

#include <cstdint>

#include "engine/history/history.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

class LineStep {
public:
    /// `lines` may be null: then only addresses can be waited for.
    LineStep(const LineTable* lines, const Machine& start, const Until& until);

    /// Whether the machine, a tick or more after the start, stands where the step ends.
    bool arrived(const Machine& machine);

private:
    const LineTable* lines_;
    Until until_;
    Pid pid_;
    std::uint32_t line_ = 0;
    std::uint64_t stack_pointer_ = 0;
    std::uint64_t function_start_ = 0;
    /// From outside the learner's code every line of theirs is news, however deep; and a function's first instruction
    /// stands before the prologue that makes its frame.
    bool any_depth_ = false;
    /// The line has been left since the start: coming back to it (a loop) counts.
    bool left_ = false;
};

}  // namespace faultline
