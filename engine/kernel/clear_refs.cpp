#include "engine/kernel/clear_refs.hpp"

#include "engine/kernel/folio.hpp"
#include "engine/kernel/page_table.hpp"

namespace faultline {

void clear_refs(Machine& machine, Mm& mm) {
    const auto clear = [&](EntryPosition at, Pte pte) {
        if (!is_normal_page(pte)) return;
        if (pte.accessed()) write_entry(machine, at, pte.without(Pte::accessed_bit));
        machine.page(folio_head(machine, pte.pfn())).clear(page_flag::referenced);
    };
    for (const Vma& vma : mm.vmas) {
        walk_ptes(
            machine, mm, vma.start, vma.end, [&](EntryPosition at, Pte pte, std::uint64_t) { clear(at, pte); },
            [&](EntryPosition at, Pte pte, std::uint64_t, std::uint64_t) { clear(at, pte); });
    }
}

}  // namespace faultline
