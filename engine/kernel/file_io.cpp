// read(2), write(2), truncation and write-back through the page cache. Linux: mm/filemap.c, mm/truncate.c, mm/shmem.c.
#include <algorithm>
#include <limits>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/oom.hpp"
#include "engine/kernel/readahead.hpp"
#include "engine/kernel/shmem.hpp"
#include "engine/kernel/swap.hpp"

namespace faultline {

namespace {

constexpr std::uint8_t largest_folio_order = 9;

bool is_page_cached_kind(const Inode& inode) {
    return inode.kind == InodeKind::Regular || inode.kind == InodeKind::Shmem;
}

/// The page for a read, or no_frame: shared memory's holes stay holes. `failed` when memory is out.
Pfn page_for_read(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index, std::uint64_t request,
                  bool& failed) {
    if (inode.kind == InodeKind::Shmem) {
        if (cache_slot(inode, index).kind == CacheSlot::Kind::Empty) return no_frame;
        const ShmemPage page = shmem_get_folio(machine, inode, index);
        failed = page.pfn == no_frame;
        return page.pfn;
    }
    Pfn pfn = cached_page(inode, index);
    if (pfn == no_frame) pfn = sync_readahead(machine, file, inode, index, request);
    else async_readahead(machine, file, inode, index, request);
    failed = pfn == no_frame;
    return pfn;
}

void wait_for_page(Machine& machine, Pfn pfn) {
    machine.hardware.now = std::max(machine.hardware.now, read_ends(machine, pfn));
}

/// The page for a write that fills `whole_pages` from here on: a page that is not filled is read first.
Pfn page_for_write(Machine& machine, OpenFile& file, Inode& inode, std::uint64_t index,
                   std::uint64_t whole_pages) {
    if (inode.kind == InodeKind::Shmem) return shmem_get_folio(machine, inode, index).pfn;
    const Pfn there = cached_page(inode, index);
    if (there != no_frame) {
        wait_for_page(machine, there);
        return there;
    }
    // write_begin makes one folio of as much as the write fills, aligned in the file.
    std::uint8_t order = 0;
    while (order < largest_folio_order && (2ull << order) <= whole_pages && (index & ((2ull << order) - 1)) == 0) ++order;
    for (std::uint64_t i = index + 1; order > 0 && i < index + (1ull << order); ++i) {
        if (cached_page(inode, i) != no_frame) order = 0;
    }
    if (order > 0) {
        for (std::uint64_t i = 0; i < 1ull << order; ++i) {
            const Pfn pfn = add_to_page_cache(machine, inode, index + i, Gfp::User);
            if (pfn == no_frame) return i > 0 ? cached_page(inode, index) : no_frame;
            machine.page(pfn).folio_order = order;
        }
        return cached_page(inode, index);
    }
    const bool whole = whole_pages > 0;
    const bool on_disk = !inode.disk.empty() && (index << page_shift) < inode.disk->size();
    if (whole || !on_disk) return add_to_page_cache(machine, inode, index, Gfp::User);
    const Pfn pfn = sync_readahead(machine, file, inode, index, 1);
    if (pfn != no_frame) wait_for_page(machine, pfn);
    return pfn;
}

/// Bytes beyond the end of a file are zero: in the cache and on the disk.
void zero_tail(Machine& machine, Inode& inode, std::uint64_t size) {
    if (!inode.disk.empty() && inode.disk->size() > size) inode.disk.mutate().resize(static_cast<std::size_t>(size));
    if (is_page_aligned(size)) return;
    const Pfn pfn = cached_page(inode, page_number(size));
    if (pfn == no_frame) return;
    const FileBytes zeros(page_bytes - offset_in_page(size));
    machine.hardware.ram.write(pfn, offset_in_page(size), zeros);
    machine.hardware.catch_up_with_memory();
}

}  // namespace

std::int64_t file_read(Machine& machine, FileId id, std::uint64_t offset, std::span<std::uint8_t> into) {
    OpenFile& file = machine.files.at(id);
    Inode& inode = machine.inodes.at(file.inode);
    FAULTLINE_ASSERT(is_page_cached_kind(inode));
    if (offset >= inode.size) return 0;
    const std::uint64_t end = offset + std::min<std::uint64_t>(into.size(), inode.size - offset);
    const std::uint64_t last_page = page_number(end + page_bytes - 1);
    for (std::uint64_t at = offset; at < end;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(end - at, page_bytes - offset_in_page(at)));
        bool failed = false;
        const std::uint64_t index = page_number(at);
        const Pfn pfn = page_for_read(machine, file, inode, index, last_page - index, failed);
        if (failed) return at > offset ? static_cast<std::int64_t>(at - offset) : err::nomem;
        const std::span<std::uint8_t> part = into.subspan(static_cast<std::size_t>(at - offset), count);
        if (pfn == no_frame) {
            std::fill(part.begin(), part.end(), std::uint8_t{0});
        } else {
            wait_for_page(machine, pfn);
            machine.hardware.ram.read(pfn, offset_in_page(at), part);
            // A page that is read in pieces counts as used once (filemap_read).
            const bool same = page_number(static_cast<std::uint64_t>(file.read_ahead.previous_position - 1)) == index;
            if (!same) folio_mark_accessed(machine, pfn);
        }
        at += count;
        file.read_ahead.previous_position = static_cast<std::int64_t>(at);
    }
    return static_cast<std::int64_t>(end - offset);
}

std::int64_t file_write(Machine& machine, FileId id, std::uint64_t offset, std::span<const std::uint8_t> from) {
    OpenFile& file = machine.files.at(id);
    Inode& inode = machine.inodes.at(file.inode);
    FAULTLINE_ASSERT(is_page_cached_kind(inode));
    const std::uint64_t end = offset + from.size();
    for (std::uint64_t at = offset; at < end;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(end - at, page_bytes - offset_in_page(at)));
        const Pfn pfn = page_for_write(machine, file, inode, page_number(at),
                                       is_page_aligned(at) ? (end - at) / page_bytes : 0);
        if (pfn == no_frame) return at > offset ? static_cast<std::int64_t>(at - offset) : err::nomem;
        machine.hardware.ram.write(pfn, offset_in_page(at), from.subspan(static_cast<std::size_t>(at - offset), count));
        // A disk's file system dirties the buffer (mark_buffer_dirty), which leaves the mark of reclaim where it is.
        // Only shared memory counts what is written as used (shmem_get_folio, SGP_WRITE).
        if (inode.kind == InodeKind::Regular) {
            machine.page(pfn).set(page_flag::dirty);
        } else {
            folio_mark_dirty(machine.page(pfn));
            folio_mark_accessed(machine, pfn);
        }
        at += count;
        inode.size = std::max(inode.size, at);
    }
    machine.hardware.catch_up_with_memory();
    return static_cast<std::int64_t>(from.size());
}

void truncate_inode_pages(Machine& machine, InodeId id, std::uint64_t first_page) {
    Inode& inode = machine.inodes.at(id);
    for (std::uint64_t index = first_page; index < inode.cache.size(); ++index) {
        const CacheSlot slot = cache_slot(inode, index);
        switch (slot.kind) {
            case CacheSlot::Kind::Page: remove_from_page_cache(machine, inode, index); break;
            case CacheSlot::Kind::Swap:
                set_cache_slot(inode, index, {});
                free_swap_and_cache(machine, SwapEntry{slot.value});
                break;
            case CacheSlot::Kind::Shadow: set_cache_slot(inode, index, {}); break;
            case CacheSlot::Kind::Empty: break;
        }
    }
}

void evict_inode(Machine& machine, Inode& inode) {
    truncate_inode_pages(machine, inode.id, 0);
    vm_unacct_memory(machine, inode.accounted_pages);
    inode.accounted_pages = 0;
}

std::int64_t file_truncate(Machine& machine, InodeId id, std::uint64_t size) {
    Inode& inode = machine.inodes.at(id);
    if (!is_page_cached_kind(inode)) return err::inval;
    if (size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return err::inval;
    const std::uint64_t old_size = inode.size;
    inode.size = size;
    if (size >= old_size) return 0;
    const std::uint64_t first = pages_in(size);
    unmap_mapping_range(machine, id, first, ~0ull, true);
    split_partial_folios(machine, id, size, ~0ull);
    truncate_inode_pages(machine, id, first);
    zero_tail(machine, inode, size);
    return 0;
}

void file_sync(Machine& machine, InodeId id, std::uint64_t first_page, std::uint64_t last_page) {
    Inode& inode = machine.inodes.at(id);
    if (inode.kind != InodeKind::Regular) return;
    for (std::uint64_t index = first_page; index < inode.cache.size() && index <= last_page; ++index) {
        const Pfn pfn = cached_page(inode, index);
        if (pfn != no_frame && page_is_dirty(machine, pfn)) write_back(machine, inode, index);
    }
}

void sync_all(Machine& machine) {
    for (const auto& [id, inode] : machine.inodes) file_sync(machine, id, 0, ~0ull);
}

void file_drop_range(Machine& machine, InodeId id, std::uint64_t offset, std::uint64_t length) {
    Inode& inode = machine.inodes.at(id);
    if (inode.kind != InodeKind::Regular) return;
    lru_add_drain(machine);
    // Whole pages alone; a last page that the file does not fill counts as whole.
    const std::uint64_t first = pages_in(offset);
    const bool to_end = length == 0 || offset + length >= inode.size;
    const std::uint64_t end = to_end ? inode.cache.size() : page_number(offset + length);
    for (std::uint64_t index = first; index < end && index < inode.cache.size(); ++index) {
        const Pfn pfn = cached_page(inode, index);
        if (pfn == no_frame) continue;
        const Page& page = machine.page(pfn);
        if (page.map_count == 0 && page.reference_count == 1 && !page.has(page_flag::dirty) && read_ends(machine, pfn) == 0) {
            remove_from_page_cache(machine, inode, index);
        }
    }
}

void drop_caches(Machine& machine) {
    for (const auto& [id, inode] : machine.inodes) file_drop_range(machine, id, 0, 0);
}

std::int64_t file_allocate(Machine& machine, InodeId id, std::uint64_t offset, std::uint64_t length, bool punch_hole) {
    Inode& inode = machine.inodes.at(id);
    if (!is_page_cached_kind(inode)) return err::nodev;
    if (length == 0) return err::inval;
    if (punch_hole) {
        const std::uint64_t first = pages_in(offset);
        const std::uint64_t end = page_number(offset + length);
        if (first < end) {
            unmap_mapping_range(machine, id, first, end, false);
            split_partial_folios(machine, id, offset, offset + length);
            for (std::uint64_t index = first; index < end && index < inode.cache.size(); ++index) {
                const CacheSlot slot = cache_slot(inode, index);
                if (slot.kind == CacheSlot::Kind::Page) remove_from_page_cache(machine, inode, index);
                if (slot.kind != CacheSlot::Kind::Swap) continue;
                set_cache_slot(inode, index, {});
                free_swap_and_cache(machine, SwapEntry{slot.value});
            }
            if (!inode.disk.empty() && inode.disk->size() > (first << page_shift)) {
                FileBytes& disk = inode.disk.mutate();
                const std::uint64_t to = std::min<std::uint64_t>(end << page_shift, disk.size());
                std::fill(disk.begin() + static_cast<std::ptrdiff_t>(first << page_shift),
                          disk.begin() + static_cast<std::ptrdiff_t>(to), std::uint8_t{0});
            }
        }
        return 0;
    }
    if (inode.kind == InodeKind::Shmem) {
        for (std::uint64_t index = page_number(offset); index < pages_in(offset + length); ++index) {
            if (shmem_get_folio(machine, inode, index).pfn == no_frame) return err::nospc;
        }
    }
    inode.size = std::max(inode.size, offset + length);
    return 0;
}

void set_disk_content(Machine& machine, InodeId id, FileBytes bytes) {
    Inode& inode = machine.inodes.at(id);
    FAULTLINE_ASSERT(inode.kind == InodeKind::Regular && inode.cached_pages == 0);
    inode.size = bytes.size();
    inode.disk = CowPtr<FileBytes>(std::move(bytes));
}

void peek_file(const Machine& machine, const Inode& inode, std::uint64_t offset, std::span<std::uint8_t> into) {
    std::fill(into.begin(), into.end(), std::uint8_t{0});
    const std::uint64_t end = std::min<std::uint64_t>(offset + into.size(), inode.size);
    for (std::uint64_t at = offset; at < end;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(end - at, page_bytes - offset_in_page(at)));
        const std::span<std::uint8_t> part = into.subspan(static_cast<std::size_t>(at - offset), count);
        const CacheSlot slot = cache_slot(inode, page_number(at));
        if (slot.kind == CacheSlot::Kind::Page) {
            machine.hardware.ram.read(slot.pfn(), offset_in_page(at), part);
        } else if (slot.kind == CacheSlot::Kind::Swap) {
            const SwapEntry entry{slot.value};
            machine.swap.devices[entry.device()].contents.read(static_cast<Pfn>(entry.slot()), offset_in_page(at), part);
        } else if (!inode.disk.empty() && at < inode.disk->size()) {
            const std::uint64_t there = std::min<std::uint64_t>(count, inode.disk->size() - at);
            std::copy_n(inode.disk->begin() + static_cast<std::ptrdiff_t>(at), there, part.begin());
        }
        at += count;
    }
}

}  // namespace faultline
