#include "engine/kernel/madvise_pages.hpp"

#include <vector>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/filemap.hpp"
#include "engine/kernel/huge.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/readahead.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/shmem.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/vm_fault.hpp"
#include "engine/kernel/vmscan.hpp"
#include "engine/kernel/zap.hpp"

namespace faultline {

namespace {

/// Huge pages wholly inside are handed on, others are split and walked page by page.
template <class Visit>
void walk_splitting(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end, Visit visit) {
    walk_ptes(machine, mm, start, end, visit, [&](EntryPosition pmd, Pte, std::uint64_t from, std::uint64_t) {
        split_huge_pmd(machine, mm, pmd, from);
    });
}

/// try_get_and_clear_pmd: tables inside the range that are empty now go.
void free_empty_tables(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end) {
    const std::uint64_t first = (start + huge_page_bytes - 1) / huge_page_bytes * huge_page_bytes;
    for (std::uint64_t at = first; at + huge_page_bytes <= end; at += huge_page_bytes) {
        const EntryPosition pmd = find_entry(machine, mm, at, Level::Pmd);
        if (pmd.exists()) free_pte_table_if_empty(machine, mm, pmd);
    }
}

/// madvise_free_pte_range for one present page.
void free_page_lazily(Machine& machine, EntryPosition at, Pte pte) {
    if (!is_normal_page(pte)) return;
    const Pfn pfn = pte.pfn();
    const Pfn head = folio_head(machine, pfn);
    const Page& page = machine.page(head);
    if (page.use != PageUse::Anon) return;
    if (page.has(page_flag::swap_cache) || page.has(page_flag::dirty)) {
        if (page_map_count(machine, pfn) != 1) return;
        if (page.has(page_flag::swap_cache) && !folio_free_swap(machine, pfn)) return;
        machine.page(head).clear(page_flag::dirty);
    }
    if (pte.accessed() || pte.dirty()) write_entry(machine, at, pte.without(Pte::accessed_bit | Pte::dirty_bit));
    folio_mark_lazyfree(machine, head);
}

}  // namespace

void madvise_dontneed(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end) {
    zap_page_range(machine, mm, vma, start, end, Zap::KeepMarkers);
    free_empty_tables(machine, mm, start, end);
}

std::int64_t madvise_free(Machine& machine, Mm& mm, const Vma&, std::uint64_t start, std::uint64_t end) {
    lru_add_drain(machine);
    update_high_water_rss(mm);
    walk_splitting(machine, mm, start, end, [&](EntryPosition at, Pte pte, std::uint64_t) {
        if (pte.present()) {
            free_page_lazily(machine, at, pte);
        } else if (is_swap(pte)) {
            write_entry(machine, at, Pte{});
            --mm.rss_of(Rss::SwapEntries);
            free_swap_and_cache(machine, swap_entry_of(pte));
        }
    });
    flush_tlb_range(machine, mm, start, end);
    return 0;
}

void madvise_cold(Machine& machine, Mm& mm, const Vma&, std::uint64_t start, std::uint64_t end) {
    lru_add_drain(machine);
    walk_splitting(machine, mm, start, end, [&](EntryPosition at, Pte pte, std::uint64_t) {
        if (!is_normal_page(pte) || page_map_count(machine, pte.pfn()) != 1) return;
        if (pte.accessed()) write_entry(machine, at, pte.without(Pte::accessed_bit));
        const Pfn head = folio_head(machine, pte.pfn());
        machine.page(head).clear(page_flag::referenced);
        folio_deactivate(machine, head);
    });
    flush_tlb_range(machine, mm, start, end);
}

void madvise_pageout(Machine& machine, Mm& mm, const Vma&, std::uint64_t start, std::uint64_t end) {
    lru_add_drain(machine);
    std::vector<Pfn> isolated;
    walk_splitting(machine, mm, start, end, [&](EntryPosition at, Pte pte, std::uint64_t) {
        if (!is_normal_page(pte)) return;
        const Pfn head = folio_head(machine, pte.pfn());
        if (machine.page(head).has(page_flag::large_head)) split_huge_page(machine, head);
        const Pfn pfn = pte.pfn();
        if (page_map_count(machine, pfn) != 1) return;
        if (pte.accessed()) write_entry(machine, at, pte.without(Pte::accessed_bit));
        Page& page = machine.page(pfn);
        page.clear(page_flag::referenced);
        if (on_lru(page) && page.list != LruList::Unevictable) isolated.push_back(pfn);
    });
    flush_tlb_range(machine, mm, start, end);
    for (const Pfn pfn : isolated) {
        if (on_lru(machine.page(pfn))) pageout_folio(machine, pfn);
    }
}

std::int64_t madvise_willneed(Machine& machine, const Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end) {
    Nanoseconds request_ends = 0;
    if (vma.anonymous()) {
        for (std::uint64_t at = start; at < end; at += page_bytes) {
            const Pte pte = find_pte(machine, mm, at);
            if (is_swap(pte)) read_swap_cache_async(machine, swap_entry_of(pte), Gfp::Optional, request_ends);
        }
        lru_add_drain(machine);
        return 0;
    }
    Inode& inode = machine.inodes.at(machine.files.at(vma.file).inode);
    const std::uint64_t first = vma.index_of_address(start);
    const std::uint64_t pages = pages_in(end - start);
    if (inode.kind != InodeKind::Shmem) {
        force_readahead(machine, inode, first, pages);
        return 0;
    }
    for (std::uint64_t index = first; index < first + pages; ++index) {
        const CacheSlot slot = cache_slot(inode, index);
        if (slot.kind != CacheSlot::Kind::Swap) continue;
        read_swap_cache_async(machine, SwapEntry{slot.value}, Gfp::Optional, request_ends);
    }
    lru_add_drain(machine);
    return 0;
}

std::int64_t madvise_remove(Machine& machine, const Vma& vma, std::uint64_t start, std::uint64_t end) {
    if (vma.has(vm::locked) || vma.anonymous()) return err::inval;
    if (!vma.has(vm::shared | vm::may_write)) return err::acces;
    const std::uint64_t offset = vma.index_of_address(start) << page_shift;
    return file_allocate(machine, machine.files.at(vma.file).inode, offset, end - start, true);
}

std::int64_t madvise_collapse(Machine& machine, Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end) {
    if (mm.thp_disabled || !vma.anonymous() || vma.has(vm::no_huge_page)) return err::inval;
    const std::uint64_t first = (start + huge_page_bytes - 1) / huge_page_bytes * huge_page_bytes;
    std::int64_t result = 0;
    for (std::uint64_t at = first; at + huge_page_bytes <= end; at += huge_page_bytes) {
        if (!collapse_huge_page(machine, mm, vma, at)) result = err::again;
    }
    return result;
}

std::int64_t madvise_guard_install(Machine& machine, Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end) {
    if (vma.has(vm::locked) || vma.has(vm::pfn_map) || vma.has(vm::io)) return err::inval;
    // So that fork copies the markers.
    vma.flags |= vm::maybe_guard;
    if (vma.anonymous()) anon_vma_prepare(machine, mm, vma);
    zap_page_range(machine, mm, vma, start, end, Zap::Everything);
    for (std::uint64_t at = start; at < end; at += page_bytes) {
        const EntryPosition entry = make_entry(machine, mm, at, Level::Pte);
        if (!entry.exists()) return err::nomem;
        write_entry(machine, entry, make_guard());
    }
    return 0;
}

std::int64_t madvise_guard_remove(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end) {
    if (vma.has(vm::pfn_map) || vma.has(vm::io)) return err::inval;
    walk_splitting(machine, mm, start, end, [&](EntryPosition at, Pte pte, std::uint64_t) {
        if (is_guard(pte)) write_entry(machine, at, Pte{});
    });
    return 0;
}

}  // namespace faultline
