// Memory that only swap backs, as an object with pages: memfd, tmpfs, MAP_SHARED|MAP_ANONYMOUS. Linux: mm/shmem.c.
#pragma once

#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/swap_state.hpp"

namespace faultline {

struct ShmemPage {
    /// no_frame: out of memory.
    Pfn pfn = no_frame;
    /// It was a hole, and is a zeroed page now.
    bool fresh = false;
    /// It had to be read from swap.
    bool major = false;
};

/// The page at `index`, made or swapped in if it is not there.
ShmemPage shmem_get_folio(Machine& machine, Inode& inode, std::uint64_t index);

/// A page's slot in the object becomes a swap entry, and the other way round (shmem_writeout, shmem_swapin_folio).
void shmem_replace_by_swap(Machine& machine, Inode& inode, std::uint64_t index, SwapEntry entry);

}  // namespace faultline
