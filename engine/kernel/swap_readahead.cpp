// Which neighbours of a missing swap entry are read with it. Linux: mm/swap_state.c. On devices that rotate the window is
// an aligned block of slots and its state is global; on others it lies around the address, in each VMA.
#include <algorithm>

#include "engine/kernel/page_table.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"

namespace faultline {

namespace {

constexpr std::uint32_t window_shift = 6;
constexpr std::uint64_t hits_mask = (1u << window_shift) - 1;
constexpr std::uint64_t window_mask = (page_bytes - 1) & ~hits_mask;
constexpr std::uint32_t first_hits = 4;
constexpr std::uint32_t order_ceiling = 5;

std::uint64_t packed(std::uint64_t address, std::uint64_t window, std::uint64_t hits) {
    return page_start(address) | ((window << window_shift) & window_mask) | (hits & hits_mask);
}

std::uint64_t vma_state(const Vma& vma) { return vma.swap_readahead != 0 ? vma.swap_readahead : first_hits; }

/// __swapin_nr_pages.
std::uint32_t window_size(std::uint64_t previous, std::uint64_t offset, std::uint32_t hits, std::uint32_t most,
                          std::uint32_t last_window) {
    std::uint32_t pages = hits + 2;
    if (pages == 2) {
        if (offset != previous + 1 && offset != previous - 1) pages = 1;
    } else {
        std::uint32_t rounded = 4;
        while (rounded < pages) rounded *= 2;
        pages = rounded;
    }
    return std::max(std::min(pages, most), last_window / 2);
}

bool any_device_rotates(const Machine& machine) {
    return std::any_of(machine.swap.devices.begin(), machine.swap.devices.end(),
                       [](const SwapDevice& device) { return device.rotational() && device.slots != 0; });
}

void note_read_ahead(Machine& machine, Pfn pfn) {
    machine.page(pfn).set(page_flag::readahead_or_reclaim);
    ++machine.vmstat.swap_ra;
}

/// Reads one neighbour unless it is cached or unused.
void read_neighbour(Machine& machine, SwapEntry entry, bool is_target, Nanoseconds& request_ends) {
    if (swap_slot(static_cast<const Machine&>(machine), entry).has_cache()) return;
    const Pfn pfn = read_swap_cache_async(machine, entry, is_target ? Gfp::User : Gfp::Optional, request_ends);
    if (pfn != no_frame && !is_target) note_read_ahead(machine, pfn);
}

/// swap_vma_readahead.
Pfn vma_readahead(Machine& machine, Vma& vma, const Mm& mm, std::uint64_t address, SwapEntry target) {
    const std::uint32_t most = 1u << std::min(machine.config.page_cluster, order_ceiling);
    Nanoseconds request_ends = 0;
    if (most > 1) {
        const std::uint64_t state = vma_state(vma);
        const std::uint64_t page = page_number(address);
        const std::uint64_t previous = page_number(state);
        const std::uint32_t window =
            window_size(previous, page, static_cast<std::uint32_t>(state & hits_mask), most,
                        static_cast<std::uint32_t>((state & window_mask) >> window_shift));
        vma.swap_readahead = packed(address, window, 0);
        if (window > 1) {
            std::uint64_t left = page - (window - 1) / 2;
            if (page == previous + 1) left = page;
            else if (previous == page + 1) left = page - window + 1;
            const std::uint64_t huge = address / huge_page_bytes * pages_per_huge_page;
            const std::uint64_t from = std::max({left, page_number(vma.start), huge});
            const std::uint64_t to = std::min({left + window, page_number(vma.end), huge + pages_per_huge_page});
            for (std::uint64_t at = from; at < to; ++at) {
                const Pte pte = find_pte(machine, mm, at << page_shift);
                if (is_swap(pte)) read_neighbour(machine, swap_entry_of(pte), at == page, request_ends);
            }
        }
    }
    return read_swap_cache_async(machine, target, Gfp::User, request_ends);
}

}  // namespace

Pfn swap_cluster_readahead(Machine& machine, SwapEntry target) {
    SwapState& swap = machine.swap;
    const std::uint32_t most = 1u << machine.config.page_cluster;
    Nanoseconds request_ends = 0;
    if (most > 1) {
        const std::uint32_t hits = swap.readahead_hits;
        swap.readahead_hits = 0;
        const std::uint32_t window =
            window_size(swap.previous_offset, target.slot(), hits, most, swap.last_readahead_pages);
        if (hits == 0) swap.previous_offset = target.slot();
        swap.last_readahead_pages = window;
        const std::uint32_t mask = window - 1;
        if (mask != 0) {
            const std::uint32_t first = std::max(target.slot() & ~mask, 1u);
            const std::uint32_t last = std::min(target.slot() | mask, swap.devices[target.device()].slots - 1);
            for (std::uint32_t slot = first; slot <= last; ++slot) {
                const SwapEntry entry = SwapEntry::of(target.device(), slot);
                read_neighbour(machine, entry, slot == target.slot(), request_ends);
            }
        }
    }
    return read_swap_cache_async(machine, target, Gfp::User, request_ends);
}

Pfn swapin_readahead(Machine& machine, Vma& vma, const Mm& mm, std::uint64_t address, SwapEntry entry) {
    return any_device_rotates(machine) ? swap_cluster_readahead(machine, entry)
                                       : vma_readahead(machine, vma, mm, address, entry);
}

Pfn swap_cache_lookup(Machine& machine, Vma* vma, std::uint64_t address, SwapEntry entry) {
    const SwapSlot& slot = swap_slot(static_cast<const Machine&>(machine), entry);
    if (!slot.has_cache()) return no_frame;
    const auto pfn = static_cast<Pfn>(slot.cached);
    const bool by_vma = vma != nullptr && !any_device_rotates(machine);
    const bool read_ahead = machine.page(pfn).has(page_flag::readahead_or_reclaim);
    machine.page(pfn).clear(page_flag::readahead_or_reclaim);
    if (by_vma) {
        const std::uint64_t state = vma_state(*vma);
        const std::uint64_t hits = std::min((state & hits_mask) + (read_ahead ? 1u : 0u), hits_mask);
        vma->swap_readahead = packed(address, (state & window_mask) >> window_shift, hits);
    }
    if (read_ahead) {
        ++machine.vmstat.swap_ra_hit;
        if (!by_vma) ++machine.swap.readahead_hits;
    }
    return pfn;
}

}  // namespace faultline
