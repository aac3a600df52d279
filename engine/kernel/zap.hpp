// Taking translations away. Linux: mm/memory.c zap_pte_range, unmap_page_range.
#pragma once

#include "engine/kernel/page_table.hpp"

namespace faultline {

enum class Zap : std::uint8_t {
    Everything,             // munmap, exit
    KeepMarkers,            // MADV_DONTNEED, truncation: guard markers stay
    KeepMarkersAndCopies,   // cache invalidation: private copies stay too
};

/// Clears the entries of [start, end) of one VMA, counts pages and swap slots out, and flushes; frames go when nothing
/// else holds them. Huge pages that are cut in two are split first.
void zap_page_range(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end, Zap what);

/// update_hiwater_rss, before pages go.
void update_high_water_rss(Mm& mm);

}  // namespace faultline
