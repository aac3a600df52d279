// Slots and the swap cache. Linux: mm/swapfile.c, mm/swap_state.c, mm/page_io.c.
#pragma once

#include "engine/kernel/page_alloc.hpp"
#include "engine/kernel/swap_state.hpp"
#include "engine/kernel/mm.hpp"

namespace faultline {

/// Slots that are free on all devices.
std::uint64_t nr_swap_pages(const Machine& machine);
SwapSlot& swap_slot(Machine& machine, SwapEntry entry);
const SwapSlot& swap_slot(const Machine& machine, SwapEntry entry);

/// One more PTE or shmem slot holds the entry.
void swap_duplicate(Machine& machine, SwapEntry entry);
/// One less; the slot is free when nothing holds it, the swap cache included.
void swap_free(Machine& machine, SwapEntry entry);
/// The same, and the swap cache lets go too if the page is not mapped, or swap is more than half full.
void free_swap_and_cache(Machine& machine, SwapEntry entry);

/// folio_alloc_swap: a slot for the page, which enters the swap cache, dirty. False: no slot is free.
[[nodiscard]] bool add_to_swap(Machine& machine, Pfn pfn);
/// Takes the page out of the swap cache and drops the cache's reference.
void delete_from_swap_cache(Machine& machine, Pfn pfn);
/// folio_free_swap: gives the slot up if no PTE holds it any more; the page becomes dirty. True if it did.
bool folio_free_swap(Machine& machine, Pfn pfn);
/// The same for a page that nobody maps.
void free_swap_cache(Machine& machine, Pfn pfn);
/// vm_swap_full: more than half of all slots are in use.
bool vm_swap_full(const Machine& machine);

/// swap_cache_get_folio: the cached page or no_frame; keeps the read-ahead statistics. `vma` may be null.
Pfn swap_cache_lookup(Machine& machine, Vma* vma, std::uint64_t address, SwapEntry entry);
/// swapin_readahead: reads the window around a missing entry; the entry's own page, or no_frame without memory.
Pfn swapin_readahead(Machine& machine, Vma& vma, const Mm& mm, std::uint64_t address, SwapEntry entry);
/// The same without a VMA (shared memory): aligned blocks of slots.
Pfn swap_cluster_readahead(Machine& machine, SwapEntry entry);
/// Puts one entry into the swap cache, being read; no_frame if its slot is unused or memory is short.
Pfn read_swap_cache_async(Machine& machine, SwapEntry entry, Gfp gfp, Nanoseconds& request_ends);

/// swap_writeout: writes the page to its slot and marks it clean. True if the device is done with it already (zram, zswap,
/// pages of zeros), so that reclaim can free it now.
bool swap_writeout(Machine& machine, Pfn pfn);
/// swap_read_folio: fills the frame from the slot; returns when the device delivers, 0 for at once.
Nanoseconds swap_read_folio(Machine& machine, SwapEntry entry, Pfn pfn, Nanoseconds& request_ends);

}  // namespace faultline
