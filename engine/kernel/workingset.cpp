// Whether a page that comes back was thrown out too early. Linux: mm/workingset.c. The clock is the number of evictions
// and activations so far; a page that returns before as many of them as there are pages it competes with starts active.
#include "engine/kernel/lru.hpp"
#include "engine/kernel/reclaim_cost.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/vmscan.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

constexpr std::uint32_t age_bits = 31;
constexpr std::uint64_t age_mask = (1ull << age_bits) - 1;

/// A shadow: the clock, and whether the page was of the working set.
std::uint32_t pack(std::uint64_t age, bool workingset) {
    return static_cast<std::uint32_t>((age & age_mask) << 1 | (workingset ? 1u : 0u));
}

}  // namespace

std::uint32_t workingset_eviction(Machine& machine, Pfn pfn) {
    const std::uint64_t age = machine.reclaim.nonresident_age++;
    const std::uint32_t shadow = pack(age, machine.page(pfn).has(page_flag::workingset));
    return shadow != 0 ? shadow : 2;
}

void workingset_refault(Machine& machine, Pfn pfn, std::uint32_t shadow) {
    ReclaimState& reclaim = machine.reclaim;
    Page& page = machine.page(pfn);
    const bool file = folio_is_file_lru(page);
    const std::uint64_t distance = (reclaim.nonresident_age - (shadow >> 1)) & age_mask;
    std::uint64_t competitors = reclaim.list(LruList::ActiveFile).pages;
    if (!file) competitors += reclaim.list(LruList::InactiveFile).pages;
    if (nr_swap_pages(machine) > 0) {
        competitors += reclaim.list(LruList::ActiveAnon).pages;
        if (file) competitors += reclaim.list(LruList::InactiveAnon).pages;
    }
    ++(file ? machine.vmstat.workingset_refault_file : machine.vmstat.workingset_refault_anon);
    if (distance > competitors) return;
    page.set(page_flag::active);
    ++reclaim.nonresident_age;
    ++(file ? machine.vmstat.workingset_activate_file : machine.vmstat.workingset_activate_anon);
    if ((shadow & 1u) != 0) {
        page.set(page_flag::workingset);
        lru_note_cost(machine, file, 1, 0);
    }
}

}  // namespace faultline
