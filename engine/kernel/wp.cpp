// Writes to present pages whose entry is read-only: reuse or copy. Linux: mm/memory.c do_wp_page.
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/vm_fault.hpp"

namespace faultline {

namespace {

/// wp_page_reuse: writable and dirty in place. No flush: a stale read-only translation faults and finds this.
void wp_page_reuse(VmFault& fault) {
    set_pte(fault, maybe_mkwrite(fault.orig.with(Pte::accessed_bit | Pte::dirty_bit), *fault.vma));
    ++fault.machine.vmstat.pgreuse;
}

/// wp_can_reuse_anon_folio: whether this entry is the only thing that holds the page.
bool wp_can_reuse_anon_folio(VmFault& fault, Pfn pfn) {
    Machine& machine = fault.machine;
    const auto references = [&] { return machine.page(pfn).reference_count; };
    if (machine.page(pfn).has(page_flag::large_head) || machine.page(pfn).use == PageUse::Tail) {
        const Pfn head = folio_head(machine, pfn);
        // A large folio is reused only while nobody but this page's one entry holds it.
        return machine.page(head).reference_count == 1 && page_map_count(machine, pfn) == 1;
    }
    if (references() > 3) return false;
    if (!on_lru(machine.page(pfn))) lru_add_drain(machine);
    if (references() > 1u + (machine.page(pfn).has(page_flag::swap_cache) ? 1u : 0u)) return false;
    if (machine.page(pfn).has(page_flag::swap_cache)) folio_free_swap(machine, pfn);
    return references() == 1;
}

/// wp_page_copy. The old page is held meanwhile: making room must not take it away.
Leaf wp_page_copy(VmFault& fault, bool from_zero_page) {
    Machine& machine = fault.machine;
    Vma& vma = *fault.vma;
    const Pfn old = fault.orig.pfn();
    anon_vma_prepare(machine, fault.mm, vma);
    if (!from_zero_page) get_page(machine.page(folio_head(machine, old)));
    const Pfn pfn = folio_prealloc(fault);
    if (pfn == no_frame) {
        if (!from_zero_page) put_page(machine, old);
        return Leaf::OomKilled;
    }
    if (from_zero_page) {
        ++fault.mm.rss_of(Rss::Anon);
    } else {
        machine.hardware.ram.copy(old, pfn);
        const Rss kind = rss_kind(machine, old);
        if (kind != Rss::Anon) {
            --fault.mm.rss_of(kind);
            ++fault.mm.rss_of(Rss::Anon);
        }
        if (machine.page(old).has(page_flag::ksm)) ++machine.vmstat.cow_ksm;
    }
    flush_tlb_page(machine, fault.mm, fault.address);
    Page& page = machine.page(pfn);
    folio_add_new_anon_rmap(vma, page, fault.address);
    folio_add_lru_vma(machine, vma, pfn, page);
    set_pte(fault, maybe_mkwrite(mk_pte(pfn, vma).with(Pte::dirty_bit), vma));
    fault.trace.pages_mapped = 1;
    if (!from_zero_page) {
        folio_remove_rmap(machine, vma, old);
        put_page(machine, old);
        free_swap_cache(machine, old);
        put_page(machine, old);
    }
    return from_zero_page ? Leaf::WpZeroPageReplaced : Leaf::WpCopy;
}

/// wp_page_shared: tells the file system, marks the page dirty, opens the entry.
Leaf wp_page_shared(VmFault& fault) {
    folio_mark_dirty(fault.machine.page(fault.orig.pfn()));
    wp_page_reuse(fault);
    return Leaf::WpSharedMadeWritable;
}

}  // namespace

Leaf do_wp_page(VmFault& fault) {
    Machine& machine = fault.machine;
    if (fault.ask(Ask::VmaShared, fault.vma->shared(), fault.vma->flags)) return wp_page_shared(fault);
    if (fault.ask(Ask::ZeroPage, fault.orig.special(), index_of(fault.orig.pfn()))) return wp_page_copy(fault, true);

    const Pfn pfn = fault.orig.pfn();
    const Page& page = machine.page(pfn);
    const bool anon = rss_kind(machine, pfn) == Rss::Anon;
    if (fault.ask(Ask::AnonPage, anon, index_of(pfn))) {
        if (fault.ask(Ask::AnonExclusive, page.has(page_flag::anon_exclusive), page.flags)) {
            wp_page_reuse(fault);
            return Leaf::WpReuse;
        }
        if (!fault.ask(Ask::KsmPage, page.has(page_flag::ksm), page.flags)) {
            const std::uint32_t references = page.reference_count;
            if (fault.ask(Ask::SoleReference, wp_can_reuse_anon_folio(fault, pfn), references)) {
                folio_move_anon_rmap(machine, *fault.vma, pfn);
                wp_page_reuse(fault);
                return Leaf::WpReuse;
            }
        }
    }
    return wp_page_copy(fault, false);
}

}  // namespace faultline
