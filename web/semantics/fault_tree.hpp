// The handler's tree as an outline: every question that decides where a fault ends, and every end. The kernel's own record
// lights it; the outline only says how questions hang together, and a test walks real faults through it.
// Whether a frame could be had is asked wherever one is taken; it stands once, at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/kernel/fault_trace.hpp"

namespace faultline {

/// The three thirds of the handler, of about the same length: the picture has a column for each.
enum class FaultTreePart : std::uint8_t { AddressAndRights, NothingThere, SomethingThere };

struct FaultTreeRow {
    std::uint32_t depth = 0;
    /// The answer of the row above it that leads here; rows of the trunk follow whatever the branch before them did not take.
    bool has_answer = false;
    bool answer = false;
    bool is_leaf = false;
    Ask question{};
    Leaf leaf{};
    bool lit = false;
    FaultTreePart part{};
    /// The row whose answer leads here; the row itself on the trunk.
    std::uint32_t from = 0;
    /// A lit question: what the kernel answered.
    std::optional<Answer> given;
};

/// The whole outline, in drawing order. With a trace, its path is lit as far as its first `shown` answers; the end is lit
/// once all of them are.
std::vector<FaultTreeRow> lit_fault_tree(const FaultTrace* trace, std::uint32_t shown = Answers::capacity);

}  // namespace faultline
