// Faults on entries that are neither empty nor present. Linux: mm/memory.c do_swap_page.
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/kernel/vm_fault.hpp"
#include "engine/kernel/vmscan.hpp"

namespace faultline {

namespace {

struct SwappedIn {
    Pfn pfn = no_frame;
    /// Read straight into a private frame, never seen by the swap cache.
    bool direct = false;
};

/// The synchronous device's short cut: the only holder of the slot reads it for itself.
SwappedIn swap_in_directly(VmFault& fault, SwapEntry entry) {
    Machine& machine = fault.machine;
    const Pfn pfn = alloc_page(machine, PageUse::Anon, Gfp::User);
    if (pfn == no_frame) return {};
    Page& page = machine.page(pfn);
    page.set(page_flag::swap_backed | page_flag::uptodate);
    Nanoseconds request_ends = 0;
    swap_read_folio(machine, entry, pfn, request_ends);
    const std::uint32_t shadow = swap_slot(static_cast<const Machine&>(machine), entry).shadow;
    if (shadow != 0) workingset_refault(machine, pfn, shadow);
    if (fault.vma->has(vm::locked)) page.set(page_flag::mlocked);
    folio_add_lru(machine, pfn, page);
    return {pfn, true};
}

SwappedIn bring_in(VmFault& fault, SwapEntry entry) {
    Machine& machine = fault.machine;
    const Pfn cached = swap_cache_lookup(machine, fault.vma, fault.address, entry);
    if (fault.ask(Ask::SwapCacheHit, cached != no_frame, entry.slot())) {
        get_page(machine.page(cached));
        return {cached, false};
    }
    const bool synchronous = machine.swap.devices[entry.device()].synchronous();
    const std::uint32_t holders = swap_slot(static_cast<const Machine&>(machine), entry).count;
    SwappedIn page;
    if (fault.ask(Ask::SynchronousDeviceSoleReference, synchronous && holders == 1, holders)) {
        page = swap_in_directly(fault, entry);
    } else {
        page.pfn = swapin_readahead(machine, *fault.vma, fault.mm, fault.address, entry);
        if (page.pfn != no_frame) get_page(machine.page(page.pfn));
    }
    if (!fault.ask(Ask::FrameAvailable, page.pfn != no_frame)) return {};
    fault.major = true;
    ++machine.vmstat.pgmajfault;
    return page;
}

/// should_try_to_free_swap; the fault's own reference is one of those counted.
bool should_try_to_free_swap(const VmFault& fault, const Page& page) {
    if (!page.has(page_flag::swap_cache)) return false;
    if (vm_swap_full(fault.machine) || fault.vma->has(vm::locked) || page.has(page_flag::mlocked)) return true;
    return fault.write() && !page.has(page_flag::ksm) && page.reference_count == 2;
}

/// handle_pte_marker.
Leaf handle_pte_marker(VmFault& fault) {
    fault.trace.pte_after = fault.orig;
    if (fault.ask(Ask::GuardMarker, is_guard(fault.orig), fault.orig.swap_offset())) return Leaf::SegvGuard;
    fault.ask(Ask::PoisonMarker, is_poison(fault.orig), fault.orig.swap_offset());
    return Leaf::SigbusAdrerr;
}

}  // namespace

Leaf do_swap_page(VmFault& fault) {
    if (is_marker(fault.orig)) return handle_pte_marker(fault);
    Machine& machine = fault.machine;
    Vma& vma = *fault.vma;
    const SwapEntry entry = swap_entry_of(fault.orig);
    anon_vma_prepare(machine, fault.mm, vma);
    const SwappedIn in = bring_in(fault, entry);
    if (in.pfn == no_frame) return Leaf::OomKilled;

    const Nanoseconds ends = read_ends(machine, in.pfn);
    if (ends != 0 && fault.by != FaultBy::GupNoRetry) fault.retried = true;
    fault.wait_until(ends);
    const bool ksm = machine.page(in.pfn).has(page_flag::ksm);
    if (fault.write() && !in.direct && !ksm && !on_lru(machine.page(in.pfn))) lru_add_drain(machine);

    swap_free(machine, entry);
    if (should_try_to_free_swap(fault, machine.page(in.pfn))) folio_free_swap(machine, in.pfn);
    --fault.mm.rss_of(Rss::SwapEntries);
    ++fault.mm.rss_of(Rss::Anon);

    Page& page = machine.page(in.pfn);
    const bool marked = in.direct || fault.orig.swap_exclusive();
    const bool exclusive = !ksm && (marked || page.reference_count == 1);
    Pte pte = mk_pte(in.pfn, vma);
    bool still_to_write = fault.write();
    if (fault.ask(Ask::PageExclusive, exclusive, page.reference_count) && vma.has(vm::write)) {
        pte = pte.with(Pte::writable_bit | (fault.write() ? Pte::dirty_bit : 0));
        still_to_write = false;
    }
    const bool first_mapping = page.mapping == no_anon_vma;
    if (first_mapping) {
        page.mapping = exclusive ? vma.anon_vma : machine.anon_vmas.root_of(vma.anon_vma);
        page.index = vma.index_of_address(fault.address);
    }
    if (exclusive) folio_move_anon_rmap(machine, vma, in.pfn);
    folio_add_rmap(machine, vma, in.pfn);
    set_pte(fault, pte);
    fault.trace.pages_mapped = 1;

    const Leaf leaf = fault.major ? Leaf::SwapInRead : Leaf::SwapInCached;
    if (!still_to_write) return leaf;
    // Not exclusive, and a write: the same fault goes on to decide between reuse and copy.
    fault.orig = pte;
    return do_wp_page(fault) == Leaf::OomKilled ? Leaf::OomKilled : leaf;
}

}  // namespace faultline
