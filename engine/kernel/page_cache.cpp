#include "engine/kernel/page_cache.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/kernel/filemap.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/vmscan.hpp"
#include "engine/kernel/zap.hpp"

namespace faultline {

namespace {

void set_folio_pages(Machine& machine, const Inode& inode, std::uint64_t index, std::uint64_t pages) {
    const Pfn pfn = cached_page(inode, index);
    if (pfn != no_frame) machine.page(pfn).folio_order = static_cast<std::uint8_t>(std::countr_zero(pages));
}

/// Halves the folio, and again the half with the page, until the page is alone.
void split_folio(Machine& machine, const Inode& inode, FolioSpan span, std::uint64_t index) {
    while (span.pages > 1) {
        span.pages /= 2;
        const bool in_upper = index >= span.first + span.pages;
        const std::uint64_t other = in_upper ? span.first : span.first + span.pages;
        if (in_upper) span.first += span.pages;
        for (std::uint64_t at = other; at < other + span.pages; ++at) set_folio_pages(machine, inode, at, span.pages);
    }
    set_folio_pages(machine, inode, index, 1);
}

}  // namespace

Pfn cached_page(const Inode& inode, std::uint64_t index) {
    const CacheSlot slot = cache_slot(inode, index);
    return slot.kind == CacheSlot::Kind::Page ? slot.pfn() : no_frame;
}

void set_cache_slot(Inode& inode, std::uint64_t index, CacheSlot slot) {
    if (index >= inode.cache.size()) {
        if (slot.kind == CacheSlot::Kind::Empty) return;
        inode.cache.resize(static_cast<std::uint32_t>(index) + 1);
    }
    inode.cache.mutate(static_cast<std::uint32_t>(index)) = slot;
}

Pfn add_to_page_cache(Machine& machine, Inode& inode, std::uint64_t index, Gfp gfp) {
    const bool shmem = inode.kind == InodeKind::Shmem;
    const Pfn pfn = alloc_page(machine, shmem ? PageUse::Shmem : PageUse::File, gfp);
    if (pfn == no_frame) return no_frame;
    Page& page = machine.page(pfn);
    page.mapping = inode.id;
    page.index = index;
    page.set(page_flag::uptodate | (shmem ? page_flag::swap_backed : 0));
    const CacheSlot before = cache_slot(inode, index);
    FAULTLINE_ASSERT(before.kind != CacheSlot::Kind::Page);
    set_cache_slot(inode, index, {CacheSlot::Kind::Page, index_of(pfn)});
    ++inode.cached_pages;
    if (before.kind == CacheSlot::Kind::Shadow) workingset_refault(machine, pfn, before.value);
    folio_add_lru(machine, pfn, page);
    return pfn;
}

void remove_from_page_cache(Machine& machine, Inode& inode, std::uint64_t index, CacheSlot instead) {
    const Pfn pfn = cached_page(inode, index);
    FAULTLINE_ASSERT(pfn != no_frame && machine.page(pfn).map_count == 0);
    set_cache_slot(inode, index, instead);
    --inode.cached_pages;
    machine.page(pfn).clear(page_flag::dirty);
    put_page(machine, pfn);
}

Nanoseconds read_ends(const Machine& machine, Pfn pfn) {
    if (!machine.page(pfn).has(page_flag::locked)) return 0;
    const auto read = machine.io.reads.find(index_of(pfn));
    return read != machine.io.reads.end() && read->second > machine.hardware.now ? read->second : 0;
}

void lock_for_read(Machine& machine, Pfn pfn, Nanoseconds end) {
    // Few reads are under way at a time, and what is over only makes the search longer. Where many are, most are left
    // alone most of the time.
    constexpr std::size_t few = 64;
    auto& reads = machine.io.reads;
    if (reads.size() >= few && std::has_single_bit(reads.size())) {
        for (auto read = reads.begin(); read != reads.end();) {
            const bool over = read->second <= machine.hardware.now;
            if (over) machine.mem_map.mutate(read->first).clear(page_flag::locked);
            read = over ? reads.erase(read) : std::next(read);
        }
    }
    machine.page(pfn).set(page_flag::locked);
    reads[index_of(pfn)] = end;
}

Nanoseconds submit_disk_read(Machine& machine) {
    const Costs& costs = machine.hardware.costs;
    const Nanoseconds took = machine.config.disk_is_rotational ? costs.hdd_read : costs.ssd_read;
    machine.io.disk_idle_at = std::max(machine.io.disk_idle_at, machine.hardware.now) + took;
    return machine.io.disk_idle_at;
}

void read_from_disk(Machine& machine, const Inode& inode, std::uint64_t index, Pfn pfn) {
    if (inode.disk.empty()) return;
    const FileBytes& disk = *inode.disk;
    const std::uint64_t offset = index << page_shift;
    if (offset >= disk.size()) return;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(page_bytes, disk.size() - offset));
    machine.hardware.ram.write(pfn, 0, std::span(disk).subspan(static_cast<std::size_t>(offset), count));
    machine.vmstat.pgpgin += page_bytes / 1024;
}

void write_back(Machine& machine, Inode& inode, std::uint64_t index) {
    const Pfn pfn = cached_page(inode, index);
    rmap_walk(machine, pfn, [&](Mm& mm, Vma& vma, std::uint64_t address, EntryPosition at, Pte pte) {
        if (vma.shared() && (pte.dirty() || pte.writable())) {
            write_entry(machine, at, pte.without(Pte::dirty_bit | Pte::writable_bit));
            flush_tlb_page(machine, mm, address);
        }
        return true;
    });
    Page& page = machine.page(pfn);
    page.clear(page_flag::dirty);
    if (page.has(page_flag::readahead_or_reclaim)) {
        // folio_end_writeback: reclaim had wanted it, so it goes next.
        page.clear(page_flag::readahead_or_reclaim);
        if (on_lru(page) && !page.has(page_flag::mlocked | page_flag::active)) lru_move(machine, pfn, true);
    }
    if (inode.kind != InodeKind::Regular) return;
    const std::uint64_t offset = index << page_shift;
    if (offset >= inode.size) return;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(page_bytes, inode.size - offset));
    std::array<std::uint8_t, page_bytes> bytes;
    machine.hardware.ram.read(pfn, 0, bytes);
    if (inode.disk.empty()) inode.disk = CowPtr<FileBytes>(FileBytes{});
    FileBytes& disk = inode.disk.mutate();
    if (disk.size() < offset + count) disk.resize(static_cast<std::size_t>(offset + count));
    std::copy_n(bytes.begin(), count, disk.begin() + static_cast<std::ptrdiff_t>(offset));
    machine.vmstat.pgpgout += page_bytes / 1024;
}

bool page_is_dirty(Machine& machine, Pfn pfn) {
    bool dirty = machine.page(pfn).has(page_flag::dirty);
    if (dirty) return true;
    rmap_walk(machine, pfn, [&](Mm&, Vma& vma, std::uint64_t, EntryPosition, Pte pte) {
        dirty = dirty || (vma.shared() && pte.dirty());
        return !dirty;
    });
    return dirty;
}

void unmap_mapping_range(Machine& machine, InodeId inode, std::uint64_t first, std::uint64_t end, bool even_cows) {
    for (auto& [id, mm] : machine.mms) {
        for (Vma& vma : mm.vmas) {
            if (vma.anonymous() || machine.files.at(vma.file).inode != inode) continue;
            const std::uint64_t vma_end = vma.page_offset + pages_in(vma.bytes());
            const std::uint64_t from = std::max(first, vma.page_offset);
            const std::uint64_t to = std::min(end, vma_end);
            if (from >= to) continue;
            const std::uint64_t start = vma.start + ((from - vma.page_offset) << page_shift);
            zap_page_range(machine, mm, vma, start, start + ((to - from) << page_shift),
                           even_cows ? Zap::KeepMarkers : Zap::KeepMarkersAndCopies);
        }
    }
}

FolioSpan folio_span(const Machine& machine, const Inode& inode, std::uint64_t index) {
    const Pfn pfn = cached_page(inode, index);
    const std::uint64_t pages = pfn == no_frame ? 1 : 1ull << machine.page(pfn).folio_order;
    return {index / pages * pages, pages};
}

void split_partial_folios(Machine& machine, InodeId id, std::uint64_t from, std::uint64_t end) {
    const Inode& inode = machine.inodes.at(id);
    for (const std::uint64_t byte : {from, end}) {
        const std::uint64_t index = page_number(byte);
        const FolioSpan span = folio_span(machine, inode, index);
        const std::uint64_t start = span.first << page_shift;
        const bool whole = from <= start && start + (span.pages << page_shift) <= end;
        if (span.pages == 1 || whole || start >= end) continue;
        unmap_mapping_range(machine, id, span.first, span.first + span.pages, false);
        split_folio(machine, inode, span, index);
    }
}

}  // namespace faultline
