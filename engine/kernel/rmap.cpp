#include "engine/kernel/rmap.hpp"

namespace faultline {

namespace {

Pfn first_tail(Pfn head) { return static_cast<Pfn>(index_of(head) + 1); }

}  // namespace

void folio_move_anon_rmap(Machine& machine, const Vma& vma, Pfn pfn) {
    machine.page(folio_head(machine, pfn)).mapping = vma.anon_vma;
    machine.page(pfn).set(page_flag::anon_exclusive);
}

std::uint32_t entire_map_count(const Machine& machine, Pfn head) {
    return machine.page(head).has(page_flag::large_head) ? machine.page(first_tail(head)).reference_count : 0;
}

void add_entire_map(Machine& machine, Pfn head, std::int32_t change) {
    machine.page(first_tail(head)).reference_count += static_cast<std::uint32_t>(change);
}

std::uint32_t page_map_count(const Machine& machine, Pfn pfn) {
    return machine.page(pfn).map_count + entire_map_count(machine, folio_head(machine, pfn));
}

bool folio_mapped(const Machine& machine, Pfn pfn) {
    const Pfn head = folio_head(machine, pfn);
    if (entire_map_count(machine, head) > 0) return true;
    for (std::uint32_t i = 0; i < 1u << machine.page(head).order; ++i) {
        if (machine.page(static_cast<Pfn>(index_of(head) + i)).map_count > 0) return true;
    }
    return false;
}

std::uint64_t page_index(const Machine& machine, Pfn pfn) {
    const Pfn head = folio_head(machine, pfn);
    return machine.page(head).index + (index_of(pfn) - index_of(head));
}

std::uint64_t vma_address(const Vma& vma, std::uint64_t index) {
    if (index < vma.page_offset || index - vma.page_offset >= pages_in(vma.bytes())) return ~0ull;
    return vma.start + ((index - vma.page_offset) << page_shift);
}

}  // namespace faultline
