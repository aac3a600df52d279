// Faults on pages of files and of shared memory. Linux: mm/memory.c do_fault, mm/filemap.c filemap_fault and
// filemap_map_pages, mm/shmem.c shmem_fault.
#include <algorithm>

#include "engine/kernel/filemap.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/readahead.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/shmem.hpp"
#include "engine/kernel/vm_fault.hpp"

namespace faultline {

namespace {

/// What ->fault brought: a page of the cache, or the leaf that ends the fault.
struct Fetched {
    Pfn pfn = no_frame;
    Leaf failure{};
    /// It was a hole in shared memory.
    bool fresh = false;
};

OpenFile& file_of(const VmFault& fault) { return fault.machine.files.at(fault.vma->file); }
Inode& inode_of(const VmFault& fault) { return fault.machine.inodes.at(file_of(fault).inode); }

/// The wait for a page whose read is going on. Being made to wait, even without reading, is a retried pass.
void wait_for_read(VmFault& fault, Pfn pfn) {
    const Nanoseconds ends = read_ends(fault.machine, pfn);
    if (!fault.ask(Ask::ReadInFlight, ends != 0, ends)) return;
    if (fault.by != FaultBy::GupNoRetry) fault.retried = true;
    fault.wait_until(ends);
}

Fetched filemap_fault(VmFault& fault, Inode& inode) {
    Machine& machine = fault.machine;
    const std::uint64_t index = fault.file_index();
    if (fault.ask(Ask::BeyondEndOfFile, index >= file_pages(inode), inode.size)) return {no_frame, Leaf::SigbusAdrerr};
    Pfn pfn = cached_page(inode, index);
    const bool cached = fault.ask(Ask::PageInCache, pfn != no_frame, index);
    const bool may_retry = fault.by != FaultBy::GupNoRetry;
    if (cached) {
        if (async_mmap_readahead(machine, *fault.vma, file_of(fault), inode, index) && may_retry) fault.retried = true;
    } else {
        fault.major = true;
        ++machine.vmstat.pgmajfault;
        pfn = sync_mmap_readahead(machine, *fault.vma, file_of(fault), inode, index);
        if (!fault.ask(Ask::FrameAvailable, pfn != no_frame)) return {no_frame, Leaf::OomKilled};
        if (may_retry) fault.retried = true;
    }
    wait_for_read(fault, pfn);
    return {pfn};
}

Fetched shmem_fault(VmFault& fault, Inode& inode) {
    const std::uint64_t index = fault.file_index();
    if (fault.ask(Ask::BeyondEndOfFile, index >= file_pages(inode), inode.size)) return {no_frame, Leaf::SigbusAdrerr};
    const bool cached = cached_page(inode, index) != no_frame;
    fault.ask(Ask::PageInCache, cached, index);
    const ShmemPage found = shmem_get_folio(fault.machine, inode, index);
    if (!fault.ask(Ask::FrameAvailable, found.pfn != no_frame)) return {no_frame, Leaf::OomKilled};
    if (found.major) fault.major = true;
    fault.wait_until(read_ends(fault.machine, found.pfn));
    return {found.pfn, {}, found.fresh};
}

/// __do_fault: vm_ops->fault.
Fetched call_fault_method(VmFault& fault) {
    Inode& inode = inode_of(fault);
    return inode.kind == InodeKind::Shmem ? shmem_fault(fault, inode) : filemap_fault(fault, inode);
}

/// set_pte_range for one page of the cache. Takes a reference.
void map_cached_page(VmFault& fault, EntryPosition at, Pfn pfn) {
    Machine& machine = fault.machine;
    get_page(machine.page(pfn));
    folio_add_rmap(machine, *fault.vma, pfn);
    ++fault.mm.rss_of(rss_kind(machine, pfn));
    ++fault.trace.pages_mapped;
    Pte pte = mk_pte(pfn, *fault.vma);
    if (fault.write()) {
        pte = maybe_mkwrite(pte.with(Pte::dirty_bit), *fault.vma);
        folio_mark_dirty(machine.page(pfn));
    }
    if (at.index == fault.pte.index) set_pte(fault, pte);
    else write_entry(machine, at, pte);
}

/// The entries of the faulting page's table that this VMA covers, as indices [first, end).
struct TableSlice {
    std::int64_t first;
    std::int64_t end;
};

TableSlice slice_of_vma(const VmFault& fault) {
    const auto at = static_cast<std::int64_t>(table_index(fault.address, Level::Pte));
    const auto before = static_cast<std::int64_t>(pages_in(fault.address - fault.vma->start));
    const auto after = static_cast<std::int64_t>(pages_in(fault.vma->end - fault.address));
    return {std::max<std::int64_t>(0, at - before), std::min<std::int64_t>(entries_per_table, at + after)};
}

/// Whether a folio lies wholly in the VMA, the table and the file; then one fault maps all of it.
bool folio_fits(const VmFault& fault, const Inode& inode, FolioSpan folio, std::uint64_t index) {
    const TableSlice slice = slice_of_vma(fault);
    const auto at = static_cast<std::int64_t>(fault.pte.index);
    const auto first = at + static_cast<std::int64_t>(folio.first) - static_cast<std::int64_t>(index);
    return first >= slice.first && first + static_cast<std::int64_t>(folio.pages) <= slice.end &&
           folio.first + folio.pages <= file_pages(inode);
}

/// The stretch of entries that fault-around may fill, [from, to), and the page index of its first.
struct Window {
    std::int64_t from;
    std::int64_t to;
    std::uint64_t first_index;
};

Window fault_around_window(const VmFault& fault) {
    const auto pages = static_cast<std::int64_t>(fault.machine.config.fault_around_bytes / page_bytes);
    const auto at = static_cast<std::int64_t>(table_index(fault.address, Level::Pte));
    const TableSlice slice = slice_of_vma(fault);
    const std::int64_t from = std::max(at / pages * pages, slice.first);
    return {from, std::min(from + pages, slice.end), fault.file_index() - static_cast<std::uint64_t>(at - from)};
}

/// next_uptodate_folio's conditions: in the cache and the file, read, and without the mark of read-ahead.
bool can_be_mapped_around(const Machine& machine, const Inode& inode, std::uint64_t index, Nanoseconds arrived) {
    const Pfn pfn = cached_page(inode, index);
    if (pfn == no_frame || index >= file_pages(inode) || read_ends(machine, pfn) > arrived) return false;
    const Pfn head = cached_page(inode, folio_span(machine, inode, index).first);
    return head == no_frame || !machine.page(head).has(page_flag::readahead_or_reclaim);
}

/// do_fault_around and filemap_map_pages: whatever is cached near the address gets mapped. True if the page itself was.
/// Pages whose read ends by `arrived` count as read. A large folio is mapped whole, beyond the window too, unless the
/// first one found is the file's last; then nothing is mapped where there was no last-level table yet.
bool do_fault_around(VmFault& fault, const Inode& inode, Nanoseconds arrived) {
    Machine& machine = fault.machine;
    const Window window = fault_around_window(fault);
    const auto count = static_cast<std::uint64_t>(window.to - window.from);
    std::uint64_t first = window.first_index;
    while (first < window.first_index + count && !can_be_mapped_around(machine, inode, first, arrived)) ++first;
    if (first == window.first_index + count) return false;
    const FolioSpan first_folio = folio_span(machine, inode, first);
    const bool may_map_large =
        inode.kind == InodeKind::Shmem || first_folio.first + first_folio.pages < file_pages(inode);
    if ((!may_map_large && !fault.pte.exists()) || !pte_alloc(fault)) return false;

    ReadAhead& read_ahead = file_of(fault).read_ahead;
    bool mapped = false;
    const auto map_one = [&](std::uint64_t index) {
        if (!can_be_mapped_around(machine, inode, index, arrived)) return;
        const std::int64_t entry = window.from + static_cast<std::int64_t>(index - window.first_index);
        const EntryPosition position{fault.pte.table, static_cast<std::uint32_t>(entry)};
        if (!read_entry(machine, position).empty()) return;
        const Pfn pfn = cached_page(inode, index);
        if (!machine.page(pfn).has(page_flag::workingset) && read_ahead.mmap_miss > 0) --read_ahead.mmap_miss;
        map_cached_page(fault, position, pfn);
        if (position.index == fault.pte.index) mapped = true;
    };
    for (std::uint64_t index = first; index < window.first_index + count;) {
        const FolioSpan folio = folio_span(machine, inode, index);
        if (folio.pages == 1 || !may_map_large || !folio_fits(fault, inode, folio, fault.file_index())) {
            map_one(index++);
            continue;
        }
        for (std::uint64_t each = folio.first; each < folio.first + folio.pages; ++each) map_one(each);
        index = folio.first + folio.pages;
    }
    return mapped;
}

/// finish_fault for a page of the cache: the page, or all of its large folio if that fits and none of it is mapped yet.
void finish_fault(VmFault& fault, const Inode& inode, Pfn pfn) {
    const std::uint64_t index = fault.file_index();
    const FolioSpan folio = folio_span(fault.machine, inode, index);
    if (folio.pages > 1 && folio_fits(fault, inode, folio, index)) {
        const auto first = fault.pte.index - static_cast<std::uint32_t>(index - folio.first);
        bool none_mapped = true;
        for (std::uint32_t i = 0; i < folio.pages; ++i) {
            none_mapped = none_mapped && read_entry(fault.machine, {fault.pte.table, first + i}).empty();
        }
        if (none_mapped) {
            for (std::uint32_t i = 0; i < folio.pages; ++i) {
                const Pfn each = cached_page(inode, folio.first + i);
                if (each != no_frame) map_cached_page(fault, {fault.pte.table, first + i}, each);
            }
            return;
        }
    }
    map_cached_page(fault, fault.pte, pfn);
}

Leaf do_read_fault(VmFault& fault) {
    Inode& inode = inode_of(fault);
    const bool around = fault.machine.config.fault_around_bytes > page_bytes;
    if (around) {
        if (fault.ask(Ask::FaultAroundMappedIt, do_fault_around(fault, inode, fault.machine.hardware.now))) {
            return Leaf::FileReadMapped;
        }
    }
    const Fetched page = call_fault_method(fault);
    if (page.pfn == no_frame) return page.failure;
    if (!fault.ask(Ask::FrameAvailable, pte_alloc(fault))) return Leaf::OomKilled;
    // The pass that follows the wait begins with fault-around again, and finds what came with the page.
    const bool again = around && fault.retried;
    if (!again || !do_fault_around(fault, inode, std::max(fault.trace.ready_at, fault.machine.hardware.now))) {
        finish_fault(fault, inode, page.pfn);
    }
    if (page.fresh) return Leaf::ShmemNewPage;
    return fault.major ? Leaf::FileReadFromDisk : Leaf::FileReadMapped;
}

Leaf do_cow_fault(VmFault& fault) {
    Machine& machine = fault.machine;
    Vma& vma = *fault.vma;
    anon_vma_prepare(machine, fault.mm, vma);
    const Pfn copy = folio_prealloc(fault);
    if (copy == no_frame) return Leaf::OomKilled;
    const Fetched page = call_fault_method(fault);
    const bool have_table = page.pfn != no_frame && pte_alloc(fault);
    if (!have_table) {
        put_page(machine, copy);
        return page.pfn == no_frame ? page.failure : Leaf::OomKilled;
    }
    machine.hardware.ram.copy(page.pfn, copy);
    Page& copied = machine.page(copy);
    folio_add_new_anon_rmap(vma, copied, fault.address);
    folio_add_lru_vma(machine, vma, copy, copied);
    ++fault.mm.rss_of(Rss::Anon);
    set_pte(fault, maybe_mkwrite(mk_pte(copy, vma).with(Pte::dirty_bit), vma));
    fault.trace.pages_mapped = 1;
    return fault.major ? Leaf::CowFaultFromDisk : Leaf::CowFaultCached;
}

Leaf do_shared_fault(VmFault& fault) {
    const Fetched page = call_fault_method(fault);
    if (page.pfn == no_frame) return page.failure;
    if (!fault.ask(Ask::FrameAvailable, pte_alloc(fault))) return Leaf::OomKilled;
    finish_fault(fault, inode_of(fault), page.pfn);
    if (page.fresh) return Leaf::ShmemNewPage;
    return fault.major ? Leaf::SharedFaultFromDisk : Leaf::SharedFaultCached;
}

}  // namespace

Leaf do_fault(VmFault& fault) {
    const Inode& inode = inode_of(fault);
    const bool has_fault_method = inode.kind == InodeKind::Regular || inode.kind == InodeKind::Shmem;
    if (!has_fault_method) return Leaf::SigbusAdrerr;
    if (!fault.ask(Ask::Write, fault.write())) return do_read_fault(fault);
    return fault.ask(Ask::VmaShared, fault.vma->shared(), fault.vma->flags) ? do_shared_fault(fault)
                                                                            : do_cow_fault(fault);
}

}  // namespace faultline
