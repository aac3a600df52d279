#include "engine/kernel/reclaim_policy.hpp"

#include <algorithm>
#include <vector>

#include "engine/kernel/lru.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/shrink_folio.hpp"

namespace faultline {

namespace {

/// xorshift64*: the machine's own dice.
std::uint64_t next_random(Machine& machine) {
    std::uint64_t& state = machine.random_state;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545f4914f6cdd1dull;
}

/// The list that holds everything under these policies (lru.cpp puts it there).
LruHead& pages_list(Machine& machine) { return machine.reclaim.list(LruList::InactiveAnon); }

Pfn from_tail(Machine& machine, std::uint64_t steps) {
    Pfn pfn = pages_list(machine).tail;
    while (steps-- > 0) pfn = static_cast<Pfn>(machine.page(pfn).lru_previous);
    return pfn;
}

/// CLOCK's hand: skips what was used since it last came by.
Pfn clock_victim(Machine& machine) {
    const std::uint32_t pages = pages_list(machine).pages;
    for (std::uint32_t i = 0; i < pages; ++i) {
        const Pfn pfn = pages_list(machine).tail;
        if (folio_referenced(machine, pfn).young == 0) return pfn;
        lru_move(machine, pfn);
    }
    return pages_list(machine).tail;
}

Pfn choose_victim(Machine& machine) {
    switch (machine.config.reclaim) {
        case ReclaimPolicy::Clock: return clock_victim(machine);
        case ReclaimPolicy::Random: return from_tail(machine, next_random(machine) % pages_list(machine).pages);
        case ReclaimPolicy::Linux:
        case ReclaimPolicy::Fifo:
        case ReclaimPolicy::Lru:
        case ReclaimPolicy::Optimal: return pages_list(machine).tail;
    }
    return no_frame;
}

/// Moves what was used since the last look to the head of the list.
void sort_by_use(Machine& machine) {
    // A page in a batch is used unseen.
    lru_add_drain(machine);
    std::vector<Pfn> used;
    for (Pfn pfn = pages_list(machine).tail; pfn != no_frame; pfn = static_cast<Pfn>(machine.page(pfn).lru_previous)) {
        if (folio_referenced(machine, pfn).young > 0) used.push_back(pfn);
    }
    // The newest page was used when it came in: before all the others that were used since the last look.
    if (!used.empty() && used.back() == pages_list(machine).head) std::rotate(used.begin(), used.end() - 1, used.end());
    for (const Pfn pfn : used) lru_move(machine, pfn);
    // Cached translations would hide the next use.
    if (!used.empty()) machine.hardware.flush_all();
}

}  // namespace

std::uint32_t evict_by_policy(Machine& machine, std::uint32_t wanted) {
    // One at a time: a policy is judged by its single choices, so batches would blur it.
    static_cast<void>(wanted);
    policy_note_fault(machine);
    for (std::uint32_t tries = 2 * pages_list(machine).pages; tries > 0; --tries) {
        if (pages_list(machine).pages == 0) return 0;
        const Pfn victim = choose_victim(machine);
        ++machine.vmstat.pgscan_direct;
        lru_remove(machine, victim);
        if (shrink_folio(machine, victim, true) == Reclaimed::Freed) {
            ++machine.vmstat.pgsteal_direct;
            return 1;
        }
    }
    return 0;
}

void policy_note_fault(Machine& machine) {
    const bool ordered = machine.config.reclaim == ReclaimPolicy::Lru || machine.config.reclaim == ReclaimPolicy::Optimal;
    if (ordered) sort_by_use(machine);
}

}  // namespace faultline
