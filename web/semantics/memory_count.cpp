#include "web/semantics/memory_count.hpp"

#include <algorithm>

#include "engine/kernel/folio.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/swap_entry.hpp"

namespace faultline {

void MemoryCount::add(const Machine& machine, std::uint64_t pages, Pte entry) {
    if (entry.empty()) return;
    if (is_swap(entry)) swapped += pages;
    if (!is_normal_page(entry)) return;
    resident += pages;
    const std::uint32_t maps = machine.page(folio_head(machine, entry.pfn())).map_count;
    if (maps > 1) shared += pages;
    pss_shifted += (std::uint64_t{page_bytes} << 12) / std::max(1u, maps) * pages;
}

MemoryCount& MemoryCount::operator+=(const MemoryCount& other) {
    resident += other.resident;
    shared += other.shared;
    swapped += other.swapped;
    pss_shifted += other.pss_shifted;
    return *this;
}

MemoryCount& MemoryCount::operator-=(const MemoryCount& other) {
    resident -= other.resident;
    shared -= other.shared;
    swapped -= other.swapped;
    pss_shifted -= other.pss_shifted;
    return *this;
}

}  // namespace faultline
