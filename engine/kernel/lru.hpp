// The reclaim lists and the per-CPU batches before them. Linux: mm/swap.c, include/linux/mm_inline.h.
#pragma once

#include "engine/kernel/page_alloc.hpp"
#include "engine/machine.hpp"

namespace faultline {

/// lru_add_drain: empties all batches, in Linux's order.
void lru_add_drain(Machine& machine);
/// The add batch alone.
void drain_add_batch(Machine& machine);
/// folio_add_lru: into the add batch, which takes a reference until it is drained (31 pages). `page` is the frame's.
inline void folio_add_lru(Machine& machine, Pfn pfn, Page& page) {
    FAULTLINE_ASSERT(page.list == LruList::None);
    page.list = LruList::AddBatch;
    get_page(page);
    FolioBatch& batch = machine.reclaim.add;
    batch.pages[batch.count++] = pfn;
    if (batch.count == FolioBatch::capacity) drain_add_batch(machine);
}
/// Takes a page off its list, if it is on one.
void lru_remove(Machine& machine, Pfn pfn);
/// Puts a page that is on no list at the head of the one that its flags say.
void lru_insert(Machine& machine, Pfn pfn);
/// The same at the tail: the next to be looked at.
void lru_insert_tail(Machine& machine, Pfn pfn);
/// Moves a page of a list to the head, or tail, of where its flags say it belongs.
void lru_move(Machine& machine, Pfn pfn, bool to_tail = false);

/// mark_page_accessed: unreferenced, referenced, active.
void folio_mark_accessed(Machine& machine, Pfn pfn);
/// Into the lazyfree batch (MADV_FREE): when drained, becomes clean, not swap-backed, inactive file.
void folio_mark_lazyfree(Machine& machine, Pfn pfn);
/// Into the deactivate batch (MADV_COLD).
void folio_deactivate(Machine& machine, Pfn pfn);
/// mlock_folio and munlock_folio: off the lists that are scanned, and back when it was unlocked as often as locked.
void mlock_folio(Machine& machine, Pfn pfn);
void munlock_folio(Machine& machine, Pfn pfn);

/// Whether the page is counted on a file list: page cache, and private pages that MADV_FREE released.
inline bool folio_is_file_lru(const Page& page) { return !page.has(page_flag::swap_backed); }
/// folio_test_lru: on a list (a page in the add batch is not).
inline bool on_lru(const Page& page) { return page.list != LruList::None && page.list != LruList::AddBatch; }

}  // namespace faultline
