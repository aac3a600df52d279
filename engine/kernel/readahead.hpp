// How much of a file is read when one page of it is missing. Linux: mm/readahead.c, mm/filemap.c do_*_mmap_readahead.
#pragma once

#include "engine/kernel/page_cache.hpp"

namespace faultline {

/// do_sync_mmap_readahead: a mapped page was not there. Afterwards it is, being read; no_frame when memory is out.
Pfn sync_mmap_readahead(Machine& machine, const Vma& vma, OpenFile& file, Inode& inode, std::uint64_t index);
/// do_async_mmap_readahead: a mapped page was there. True if it carried the mark and the next window was asked for.
bool async_mmap_readahead(Machine& machine, const Vma& vma, OpenFile& file, Inode& inode, std::uint64_t index);
/// For read(2): the page at `index` of a read of `request` pages is missing. Afterwards it is being read.
Pfn sync_readahead(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request);
/// For read(2): the page is there and carries the mark.
void async_readahead(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request);
/// MADV_WILLNEED, posix_fadvise(WILLNEED), readahead(2).
void force_readahead(Machine& machine, Inode& inode, std::uint64_t index, std::uint64_t pages);

}  // namespace faultline
