// What reclaim remembers: the five lists, the per-CPU batches in front of them, and the eviction clock by which refaults
// are judged. Linux: struct lruvec, struct cpu_fbatches (mm/swap.c), mm/workingset.c.
#pragma once

#include <array>
#include <cstdint>

#include "engine/kernel/page.hpp"

namespace faultline {

/// A doubly linked list through Page::lru_next and lru_previous. New pages enter at the head; the tail is scanned. Pages on
/// the unevictable list are only counted: their lru_previous holds how often they are mlocked (mlock_count).
struct LruHead {
    Pfn head = no_frame;
    Pfn tail = no_frame;
    std::uint32_t pages = 0;
};

/// A folio_batch: each page in it holds one reference until the batch is drained.
struct FolioBatch {
    static constexpr std::uint32_t capacity = 31;
    std::array<Pfn, capacity> pages{};
    std::uint8_t count = 0;
};

struct ReclaimState {
    /// By LruList: inactive anon, active anon, inactive file, active file, unevictable.
    std::array<LruHead, 5> lists;
    FolioBatch add;
    FolioBatch lazyfree;
    FolioBatch activate;
    FolioBatch deactivate;
    /// Evictions and activations so far (nonresident_age).
    std::uint64_t nonresident_age = 1;
    std::uint64_t anon_cost = 0;
    std::uint64_t file_cost = 0;
    /// Refaults seen when the active lists were last judged, anon and file.
    std::array<std::uint64_t, 2> seen_refaults{};
    /// Frames: kswapd starts below `low`, sleeps at `high`; direct reclaim starts below `min`.
    std::uint32_t watermark_min = 0;
    std::uint32_t watermark_low = 0;
    std::uint32_t watermark_high = 0;
    /// Fruitless rounds of kswapd in a row; at 16 it sleeps until somebody else frees something.
    std::uint32_t kswapd_failures = 0;

    LruHead& list(LruList which) { return lists[static_cast<std::size_t>(which) - 1]; }
    const LruHead& list(LruList which) const { return lists[static_cast<std::size_t>(which) - 1]; }
};

}  // namespace faultline
