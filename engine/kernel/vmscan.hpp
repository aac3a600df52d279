// Reclaim: which pages go when memory runs short. Linux: mm/vmscan.c, mm/workingset.c.
#pragma once

#include <cstdint>

#include "engine/kernel/page_alloc.hpp"

namespace faultline {

/// Direct reclaim: tries to free `pages` frames and returns how many went.
std::uint32_t try_to_free_pages(Machine& machine, std::uint32_t pages);
/// The same for the cgroup's charge.
std::uint32_t try_to_free_mem_cgroup_pages(Machine& machine, std::uint32_t pages);
/// kswapd, which works on another CPU: brings free memory up to the high watermark before the allocation goes on, at no
/// cost to it (docs/model.md#reclaim).
void wake_kswapd(Machine& machine);
/// Sets the watermarks from the size of memory.
void set_watermarks(Machine& machine);

/// workingset_refault: a page comes back whose shadow says when it left; if that was recent it starts active.
void workingset_refault(Machine& machine, Pfn pfn, std::uint32_t shadow);
/// workingset_eviction: the shadow of a page that leaves now; never 0.
std::uint32_t workingset_eviction(Machine& machine, Pfn pfn);

/// What became of one page that reclaim looked at.
enum class Reclaimed : std::uint8_t { Freed, Kept, Activated };
/// reclaim_pages for one isolated page, ignoring references: MADV_PAGEOUT. The page is on a list.
Reclaimed pageout_folio(Machine& machine, Pfn pfn);

}  // namespace faultline
