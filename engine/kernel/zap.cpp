#include "engine/kernel/zap.hpp"

#include "engine/kernel/huge.hpp"
#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"

namespace faultline {

namespace {

/// zap_present_folio_ptes.
void zap_present(Machine& machine, Mm& mm, const Vma& vma, EntryPosition at, Pte pte) {
    write_entry(machine, at, Pte{});
    if (!is_normal_page(pte)) return;
    const Pfn pfn = pte.pfn();
    const Rss kind = rss_kind(machine, pfn);
    if (kind != Rss::Anon) {
        if (pte.dirty()) folio_mark_dirty(machine.page(pfn));
        const bool recency_counts = !vma.has(vm::sequential_read) && !vma.has(vm::random_read);
        if (pte.accessed() && recency_counts) folio_mark_accessed(machine, pfn);
    }
    --mm.rss_of(kind);
    folio_remove_rmap(machine, vma, pfn);
    if (kind == Rss::Anon) free_swap_cache(machine, pfn);
    put_page(machine, pfn);
}

void zap_not_present(Machine& machine, Mm& mm, EntryPosition at, Pte pte, Zap what) {
    if (is_marker(pte)) {
        if (what == Zap::Everything) write_entry(machine, at, Pte{});
        return;
    }
    if (what == Zap::KeepMarkersAndCopies) return;
    write_entry(machine, at, Pte{});
    --mm.rss_of(Rss::SwapEntries);
    free_swap_and_cache(machine, swap_entry_of(pte));
}

}  // namespace

void update_high_water_rss(Mm& mm) {
    const auto now = static_cast<std::uint64_t>(mm.resident_pages());
    if (mm.high_water_rss < now) mm.high_water_rss = now;
}

void zap_page_range(Machine& machine, Mm& mm, const Vma& vma, std::uint64_t start, std::uint64_t end, Zap what) {
    update_high_water_rss(mm);
    walk_ptes(
        machine, mm, start, end,
        [&](EntryPosition at, Pte pte, std::uint64_t) {
            if (!pte.present()) {
                zap_not_present(machine, mm, at, pte, what);
                return;
            }
            const auto copy = [&] { return is_normal_page(pte) && rss_kind(machine, pte.pfn()) == Rss::Anon; };
            if (what == Zap::KeepMarkersAndCopies && copy()) return;
            zap_present(machine, mm, vma, at, pte);
        },
        [&](EntryPosition pmd, Pte pte, std::uint64_t from, std::uint64_t to) {
            if (to - from == huge_page_bytes) zap_huge_pmd(machine, mm, pmd, pte, from);
            else split_huge_pmd(machine, mm, pmd, from);
        });
    lru_add_drain(machine);
    flush_tlb_range(machine, mm, start, end);
}

}  // namespace faultline
