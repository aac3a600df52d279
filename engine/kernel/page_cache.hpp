// The page cache proper: which page of a file is in which frame, and when its read is over. Linux: mm/filemap.c, xarray.
#pragma once

#include "engine/kernel/page_alloc.hpp"
#include "engine/machine.hpp"

namespace faultline {

/// What the cache has at `index`; Empty beyond what was ever cached.
inline CacheSlot cache_slot(const Inode& inode, std::uint64_t index) {
    return index < inode.cache.size() ? inode.cache[static_cast<std::uint32_t>(index)] : CacheSlot{};
}
void set_cache_slot(Inode& inode, std::uint64_t index, CacheSlot slot);

/// A new page of the cache at `index`, on the lists and up to date, all zero; its one reference is the cache's. no_frame
/// when there is no memory. The slot is not a page before; a shadow there makes it a refault.
Pfn add_to_page_cache(Machine& machine, Inode& inode, std::uint64_t index, Gfp gfp);
/// Takes the page at `index` out of the cache and drops the cache's reference; leaves `instead` in its slot. Nothing maps
/// the page (asserted).
void remove_from_page_cache(Machine& machine, Inode& inode, std::uint64_t index, CacheSlot instead = {});

/// Pages that a file of this size has.
inline std::uint64_t file_pages(const Inode& inode) { return pages_in(inode.size); }

/// When the read into this page ends; 0 if none is going on.
Nanoseconds read_ends(const Machine& machine, Pfn pfn);
/// Marks the page as being read until `end`.
void lock_for_read(Machine& machine, Pfn pfn, Nanoseconds end);
/// One request to the disk of the files: when it is done.
Nanoseconds submit_disk_read(Machine& machine);
/// Fills a page of the cache with what the disk holds.
void read_from_disk(Machine& machine, const Inode& inode, std::uint64_t index, Pfn pfn);
/// Writes a page back and marks it clean; its mappings are write-protected first (folio_mkclean).
void write_back(Machine& machine, Inode& inode, std::uint64_t index);

/// folio_mark_dirty: also takes back the mark of read-ahead or reclaim, which are one bit.
inline void folio_mark_dirty(Page& page) {
    page.set(page_flag::dirty);
    page.clear(page_flag::readahead_or_reclaim);
}
/// Written to since the last write-back, by a program's store through a mapping too.
bool page_is_dirty(Machine& machine, Pfn pfn);

/// unmap_mapping_range: zaps every mapping of pages [first, end) of the file; `even_cows` takes private copies along.
void unmap_mapping_range(Machine& machine, InodeId inode, std::uint64_t first, std::uint64_t end, bool even_cows);

/// First page of the folio that page `index` came in, and its pages.
struct FolioSpan {
    std::uint64_t first = 0;
    std::uint64_t pages = 1;
};
FolioSpan folio_span(const Machine& machine, const Inode& inode, std::uint64_t index);

/// The large folios of which the bytes [from, end) are only a part: all their pages are unmapped, and smaller folios around
/// the two places take theirs. Linux: truncate_inode_partial_folio, folio_split.
void split_partial_folios(Machine& machine, InodeId inode, std::uint64_t from, std::uint64_t end);

}  // namespace faultline
