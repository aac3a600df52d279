#include "engine/kernel/ksm.hpp"

#include <array>
#include <map>

#include "engine/kernel/errno.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/vm_fault.hpp"

namespace faultline {

namespace {

using Content = std::array<std::uint8_t, page_bytes>;

Content content_of(const Machine& machine, Pfn pfn) {
    Content bytes;
    machine.hardware.ram.read(pfn, 0, bytes);
    return bytes;
}

/// One mapping that may be merged (ksm_rmap_item).
struct Mapping {
    MmId mm;
    std::uint64_t address;
    EntryPosition at;
};

/// Pages seen so far, by content: Linux's stable and unstable trees.
struct Trees {
    std::map<Content, Pfn> stable;
    std::map<Content, Mapping> unstable;
};

/// write_protect_page: read-only and clean, what the entry knew now in the page; nobody's alone.
void write_protect_page(Machine& machine, const Mm& mm, std::uint64_t address, EntryPosition at, Pte pte) {
    Page& page = machine.page(pte.pfn());
    if (pte.dirty()) page.set(page_flag::dirty);
    page.clear(page_flag::anon_exclusive);
    write_entry(machine, at, pte.without(Pte::writable_bit | Pte::dirty_bit));
    flush_tlb_page(machine, mm, address);
}

/// try_to_merge_with_ksm_page without a page to merge with: this one becomes the merged page.
void become_ksm_page(Machine& machine, const Mm& mm, std::uint64_t address, EntryPosition at, Pte pte) {
    write_protect_page(machine, mm, address, at, pte);
    Page& page = machine.page(pte.pfn());
    page.set(page_flag::ksm | page_flag::dirty);
    page.mapping = no_anon_vma;
    folio_mark_accessed(machine, pte.pfn());
}

/// replace_page: this mapping shows the merged page from now on.
void replace_page(Machine& machine, const Mm& mm, Vma& vma, std::uint64_t address, EntryPosition at, Pfn merged) {
    const Pte pte = read_entry(machine, at);
    const Pfn old = pte.pfn();
    write_protect_page(machine, mm, address, at, pte);
    get_page(machine.page(merged));
    folio_add_rmap(machine, vma, merged);
    write_entry(machine, at, mk_pte(merged, vma));
    folio_remove_rmap(machine, vma, old);
    free_swap_cache(machine, old);
    put_page(machine, old);
    ++machine.vmstat.ksm_merged;
}

/// cmp_and_merge_page.
void compare_and_merge(Machine& machine, Trees& trees, const Mm& mm, Vma& vma, std::uint64_t address,
                       EntryPosition at, Pte pte) {
    const Content content = content_of(machine, pte.pfn());
    if (const auto stable = trees.stable.find(content); stable != trees.stable.end()) {
        if (stable->second != pte.pfn()) replace_page(machine, mm, vma, address, at, stable->second);
        return;
    }
    const auto [seen, first] = trees.unstable.emplace(content, Mapping{mm.id, address, at});
    if (first) return;
    const Pte other = read_entry(machine, seen->second.at);
    // A page that fork shares is not merged with itself.
    if (other.pfn() == pte.pfn()) return;
    become_ksm_page(machine, mm, address, at, pte);
    trees.stable.emplace(content, pte.pfn());
    const Mapping earlier = seen->second;
    Mm& earlier_mm = machine.mms.at(earlier.mm);
    replace_page(machine, earlier_mm, *earlier_mm.find_vma(earlier.address), earlier.address, earlier.at, pte.pfn());
}

bool may_be_merged(const Machine& machine, Pte pte) {
    if (!is_normal_page(pte) || pte.huge()) return false;
    const Page& page = machine.page(folio_head(machine, pte.pfn()));
    return page.use == PageUse::Anon && !page.has(page_flag::large_head);
}

/// Calls `visit(mm, vma, address, position, pte)` for every page that may be merged, in the scan's order.
template <class Visit>
void for_each_mergeable(Machine& machine, Visit visit) {
    for (auto& entry : machine.mms) {
        auto& mm = entry.second;
        for (Vma& vma : mm.vmas) {
            if (!vma.has(vm::mergeable) || vma.anon_vma == no_anon_vma) continue;
            walk_ptes(
                machine, mm, vma.start, vma.end,
                [&](EntryPosition at, Pte pte, std::uint64_t address) {
                    if (may_be_merged(machine, pte)) visit(mm, vma, address, at, pte);
                },
                [](EntryPosition, Pte, std::uint64_t, std::uint64_t) {});
        }
    }
}

/// wp_page_copy for a fault that wants a page of its own without writing (FAULT_FLAG_UNSHARE). False: no memory.
bool unshare(Machine& machine, const Mm& mm, Vma& vma, std::uint64_t address, EntryPosition at, Pfn merged) {
    get_page(machine.page(merged));
    const Pfn pfn = alloc_page(machine, PageUse::Anon, Gfp::User);
    if (pfn != no_frame) {
        machine.hardware.ram.copy(merged, pfn);
        flush_tlb_page(machine, mm, address);
        Page& page = machine.page(pfn);
        folio_add_new_anon_rmap(vma, page, address);
        folio_add_lru_vma(machine, vma, pfn, page);
        write_entry(machine, at, mk_pte(pfn, vma));
        ++machine.vmstat.cow_ksm;
        folio_remove_rmap(machine, vma, merged);
        put_page(machine, merged);
    }
    free_swap_cache(machine, merged);
    put_page(machine, merged);
    return pfn != no_frame;
}

void scan_once(Machine& machine) {
    lru_add_drain(machine);
    Trees trees;
    for_each_mergeable(machine, [&](Mm&, Vma&, std::uint64_t, EntryPosition, Pte pte) {
        if (machine.page(pte.pfn()).has(page_flag::ksm)) trees.stable.emplace(content_of(machine, pte.pfn()), pte.pfn());
    });
    for_each_mergeable(machine, [&](Mm& mm, Vma& vma, std::uint64_t address, EntryPosition at, Pte pte) {
        if (!machine.page(pte.pfn()).has(page_flag::ksm)) compare_and_merge(machine, trees, mm, vma, address, at, pte);
    });
}

}  // namespace

void ksm_scan(Machine& machine) {
    std::uint64_t merged_before = 0;
    do {
        merged_before = machine.vmstat.ksm_merged;
        scan_once(machine);
    } while (machine.vmstat.ksm_merged != merged_before);
    machine.hardware.catch_up_with_memory();
}

std::int64_t unmerge_ksm_pages(Machine& machine, Task& task, Mm& mm, Vma& vma, std::uint64_t start, std::uint64_t end) {
    bool failed = false;
    walk_ptes(
        machine, mm, start, end,
        [&](EntryPosition at, Pte pte, std::uint64_t address) {
            if (failed || !is_normal_page(pte) || !machine.page(pte.pfn()).has(page_flag::ksm)) return;
            ++machine.vmstat.pgfault;
            failed = !unshare(machine, mm, vma, address, at, pte.pfn());
            if (!failed) ++task.faults.min_flt;
        },
        [](EntryPosition, Pte, std::uint64_t, std::uint64_t) {});
    machine.hardware.catch_up_with_memory();
    return failed ? err::nomem : 0;
}

}  // namespace faultline
