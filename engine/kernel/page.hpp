// struct page: what the kernel knows of each frame, and the laws it obeys. Linux: include/linux/mm_types.h, page-flags.h.
// Laws, checked by kernel/invariants.hpp: a frame has exactly one use; its reference count is the number of page-table
// entries, caches and pins that hold it; its map count is the number of page-table entries alone.
#pragma once

#include <cstdint>

#include "engine/machine/cow.hpp"
#include "engine/machine/types.hpp"

namespace faultline {

enum class PageUse : std::uint8_t {
    Free,
    Reserved,   // the kernel's own image, and the zero page
    PageTable,
    Anon,       // private memory; also while in the swap cache
    File,       // page cache of a file on a disk
    Shmem,      // page cache of memory that only swap backs: memfd, tmpfs, MAP_SHARED|MAP_ANONYMOUS
    Tail,       // follows the head of a large folio; `mapping` is the head's frame
};

/// Which list of the reclaim lists a page is on, if any.
enum class LruList : std::uint8_t { None, InactiveAnon, ActiveAnon, InactiveFile, ActiveFile, Unevictable, AddBatch };

namespace page_flag {
inline constexpr std::uint32_t dirty = 1u << 0;
inline constexpr std::uint32_t referenced = 1u << 1;
inline constexpr std::uint32_t active = 1u << 2;
inline constexpr std::uint32_t uptodate = 1u << 3;
inline constexpr std::uint32_t locked = 1u << 4;          // its read or write is in flight
inline constexpr std::uint32_t writeback = 1u << 5;
inline constexpr std::uint32_t swap_cache = 1u << 6;
inline constexpr std::uint32_t swap_backed = 1u << 7;     // cleared by MADV_FREE: may be dropped when clean
inline constexpr std::uint32_t mlocked = 1u << 8;
inline constexpr std::uint32_t workingset = 1u << 9;
/// PG_readahead and PG_reclaim are one bit in Linux, and so here: fault-around skips a page that carries it.
inline constexpr std::uint32_t readahead_or_reclaim = 1u << 10;
inline constexpr std::uint32_t anon_exclusive = 1u << 11;
inline constexpr std::uint32_t ksm = 1u << 12;
inline constexpr std::uint32_t large_head = 1u << 13;
inline constexpr std::uint32_t executable = 1u << 14;     // mapped by a VM_EXEC file mapping
}  // namespace page_flag

struct Page {
    std::uint32_t reference_count = 0;
    std::uint32_t map_count = 0;
    /// Anon: the anon_vma. File, Shmem: the inode. Tail: the head's frame. PageTable: the mm.
    std::uint32_t mapping = 0;
    std::uint32_t flags = 0;
    /// Page index within the mapping (for private anonymous memory: the virtual page number it was first mapped at).
    std::uint64_t index = 0;
    std::uint32_t lru_next = index_of(no_frame);
    std::uint32_t lru_previous = index_of(no_frame);
    /// With page_flag::swap_cache: its slot, device in the top 5 bits.
    std::uint32_t swap_slot = 0;
    PageUse use = PageUse::Free;
    LruList list = LruList::None;
    /// Head of a large folio: 2^order frames.
    std::uint8_t order = 0;
    /// Page cache: it came in a folio of 2^folio_order pages, aligned in the file. Such folios only decide how much one
    /// fault maps; counts and lists are each page's own (docs/model.md#large-folios).
    std::uint8_t folio_order = 0;

    constexpr bool has(std::uint32_t flag) const { return (flags & flag) != 0; }
    constexpr void set(std::uint32_t flag) { flags |= flag; }
    constexpr void clear(std::uint32_t flag) { flags &= ~flag; }
};

/// mem_map: one Page a frame, existing only where something was ever allocated.
using MemMap = CowArray<Page, frames_together>;

}  // namespace faultline
