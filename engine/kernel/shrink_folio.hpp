// What reclaim does with one page. Linux: mm/vmscan.c shrink_folio_list, mm/rmap.c folio_referenced, try_to_unmap.
#pragma once

#include "engine/kernel/vmscan.hpp"

namespace faultline {

/// What the accessed bits of a page's mappings say; looking clears them, without a flush.
struct References {
    std::uint32_t young = 0;
    bool executable = false;
    bool locked = false;
};
References folio_referenced(Machine& machine, Pfn pfn);

/// Tries to evict one page that was taken off its list, and puts it back on one if it stays.
Reclaimed shrink_folio(Machine& machine, Pfn pfn, bool ignore_references);

/// page_check_references' verdict on a page of an inactive list.
enum class Verdict : std::uint8_t { Keep, Activate, Reclaim, ReclaimClean };
Verdict folio_check_references(Machine& machine, Pfn pfn);

}  // namespace faultline
