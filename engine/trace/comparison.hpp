// What is told of a string of pages: the faults of every textbook policy side by side, and the memory sizes at which a
// table shows LRU's curve.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/trace/replay.hpp"

namespace faultline {

struct PolicyFaults {
    TracePolicy policy = TracePolicy::Fifo;
    std::uint64_t faults = 0;
};

/// "FIFO".
std::string_view name_of(TracePolicy policy);

/// Every policy in `frames` frames, at least 1 (asserted); in the order of TracePolicy.
std::vector<PolicyFaults> compare_policies(const PageTrace& trace, std::uint32_t frames);

/// Half of the pages: where policies have something to choose. At least 1.
std::uint32_t frames_to_begin_with(std::uint32_t pages);

/// 1, 2, 3, 4, 6, 8, 12, 16 and so on, and at last all pages: two sizes for each doubling.
std::vector<std::uint32_t> sizes_to_tell(std::uint32_t pages);

}  // namespace faultline
