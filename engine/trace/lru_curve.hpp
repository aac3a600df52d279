// The faults of exact LRU for every memory size at once, from one pass over a trace. LRU has the stack property: a page
// is a hit in n frames exactly if fewer than n other pages were used since. So counting how far back each access
// reaches gives the whole curve. R. L. Mattson et al., Evaluation techniques for storage hierarchies, 1970.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/trace/page_trace.hpp"

namespace faultline {

struct LruCurve {
    /// reaches[d]: accesses to a page with d - 1 other pages used since its last use. reaches[0] is unused.
    std::vector<std::uint64_t> reaches;
    std::uint64_t accesses = 0;

    /// Faults in a memory of n frames at index n, for n = 0 to the number of pages; more frames than pages change
    /// nothing.
    std::vector<std::uint64_t> faults() const;
};

/// About four times the work of one LRU run; 13 bytes of memory a page.
LruCurve lru_curve(std::span<const std::uint32_t> accesses, std::uint32_t pages);
inline LruCurve lru_curve(const PageTrace& trace) { return lru_curve(trace.accesses, trace.pages); }

}  // namespace faultline
