// The handler's tree as an outline: every question that decides where a fault ends, and every end. The kernel's own record
// lights it; the outline only says how questions hang together, and a test walks real faults through it.
// Left out: whether a frame could be had, which is asked at many places and always ends in OomKilled.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernel/fault_trace.hpp"

namespace faultline {

struct FaultTreeRow {
    std::uint32_t depth = 0;
    /// The answer of the row above it that leads here; rows of the trunk follow whatever the branch before them did not take.
    bool has_answer = false;
    bool answer = false;
    bool is_leaf = false;
    Ask question{};
    Leaf leaf{};
    bool lit = false;
};

/// The whole outline, in drawing order; with a trace, its path is lit.
std::vector<FaultTreeRow> lit_fault_tree(const FaultTrace* trace);

}  // namespace faultline
