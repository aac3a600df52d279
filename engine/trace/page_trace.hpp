// A reference string: which pages were touched, in order. Pages are numbered 0, 1, 2... in the order of their first
// use, so that what replays a trace can keep plain arrays.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace faultline {

struct PageTrace {
    std::vector<std::uint32_t> accesses;
    /// One more than the highest number in `accesses`: how many different pages there are.
    std::uint32_t pages = 0;
    /// The page number that each of them had before it was renumbered.
    std::vector<std::uint64_t> original;
};

/// Renumbers any page numbers (virtual page numbers, block numbers) by first use. O(n log n).
PageTrace page_trace(std::span<const std::uint64_t> page_numbers);

}  // namespace faultline
