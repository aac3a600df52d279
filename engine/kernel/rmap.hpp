// From a page to the entries that map it, and the counts of those. Linux: mm/rmap.c.
#pragma once

#include "engine/kernel/folio.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_table.hpp"

namespace faultline {

/// folio_add_new_anon_rmap: the first mapping of a new private page, exclusive to this VMA.
inline void folio_add_new_anon_rmap(const Vma& vma, Page& page, std::uint64_t address) {
    page.mapping = vma.anon_vma;
    page.index = vma.index_of_address(address);
    page.set(page_flag::swap_backed | page_flag::anon_exclusive | page_flag::uptodate);
    page.map_count = 1;
}
/// One more PTE maps the page (its reference is the caller's business).
inline void folio_add_rmap(Machine& machine, const Vma& vma, Pfn pfn) {
    ++machine.page(pfn).map_count;
    if (vma.has(vm::locked)) mlock_folio(machine, pfn);
}
/// One PTE less maps the page (folio_remove_rmap_pte); the reference is still held.
inline void folio_remove_rmap(Machine& machine, const Vma& vma, Pfn pfn) {
    Page& page = machine.page(pfn);
    FAULTLINE_ASSERT(page.map_count > 0);
    --page.map_count;
    if (vma.has(vm::locked)) munlock_folio(machine, pfn);
}
/// folio_move_anon_rmap: from now on the page belongs to this VMA alone.
void folio_move_anon_rmap(Machine& machine, const Vma& vma, Pfn pfn);
/// folio_add_lru_vma: onto the lists, or straight to the unevictable one. `page` is the frame's.
inline void folio_add_lru_vma(Machine& machine, const Vma& vma, Pfn pfn, Page& page) {
    if (vma.has(vm::locked)) {
        page.set(page_flag::mlocked);
        ++machine.vmstat.unevictable_mlocked;
    }
    folio_add_lru(machine, pfn, page);
}

/// PMD mappings of a large folio; PTE mappings are counted page by page.
std::uint32_t entire_map_count(const Machine& machine, Pfn head);
void add_entire_map(Machine& machine, Pfn head, std::int32_t change);
/// PTEs and PMDs that map this page.
std::uint32_t page_map_count(const Machine& machine, Pfn pfn);
/// folio_mapped: whether anything maps any page of the folio.
bool folio_mapped(const Machine& machine, Pfn pfn);
/// Index within the mapping, also of a tail.
std::uint64_t page_index(const Machine& machine, Pfn pfn);

/// The address at which `vma` shows page `index` of its object, or ~0.
std::uint64_t vma_address(const Vma& vma, std::uint64_t index);

/// rmap_walk: `visit(mm, vma, address, position, pte)` for every last-level entry that maps the page; false stops.
template <class Visit>
void rmap_walk(Machine& machine, Pfn pfn, Visit visit);

/// Calls `visit(mm, vma)` for every VMA that may map the page.
template <class Visit>
void for_each_candidate_vma(Machine& machine, Pfn pfn, Visit visit) {
    const Pfn head = folio_head(machine, pfn);
    const Page page = machine.page(head);
    const std::uint64_t index = page_index(machine, pfn);
    for (auto& [id, mm] : machine.mms) {
        if (page.use == PageUse::Anon && !mm.moved_vmas) {
            Vma* vma = mm.find_vma(index << page_shift);
            const bool here = vma != nullptr && vma->contains(index << page_shift) && vma->anonymous();
            if (here && machine.anon_vmas.chain_holds(*vma, page.mapping)) {
                if (!visit(mm, *vma)) return;
                continue;
            }
        }
        for (Vma& vma : mm.vmas) {
            if (vma_address(vma, index) == ~0ull) continue;
            const bool maps = page.use == PageUse::Anon
                                  ? machine.anon_vmas.chain_holds(vma, page.mapping)
                                  : !vma.anonymous() && machine.files.at(vma.file).inode == page.mapping;
            if (maps && !visit(mm, vma)) return;
        }
    }
}

template <class Visit>
void rmap_walk(Machine& machine, Pfn pfn, Visit visit) {
    const std::uint64_t index = page_index(machine, pfn);
    std::uint32_t left = page_map_count(machine, pfn);
    if (left == 0) return;
    for_each_candidate_vma(machine, pfn, [&](Mm& mm, Vma& vma) {
        const std::uint64_t address = vma_address(vma, index);
        const EntryPosition at = find_entry(machine, mm, address, Level::Pte);
        if (!at.exists()) return true;
        const Pte pte = read_entry(machine, at);
        if (!is_normal_page(pte) || pte.pfn() != pfn) return true;
        if (!visit(mm, vma, address, at, pte)) return false;
        return --left > 0;
    });
}

}  // namespace faultline
