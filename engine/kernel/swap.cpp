#include "engine/kernel/swap.hpp"

#include <algorithm>
#include <array>

#include "engine/kernel/lru.hpp"
#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/vmscan.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

SwapDevice& device_of(Machine& machine, SwapEntry entry) { return machine.swap.devices[entry.device()]; }

void release_slot(Machine& machine, SwapEntry entry) {
    SwapDevice& device = device_of(machine, entry);
    if (swap_slot(machine, entry).in_zswap) --machine.swap.zswap_pages;
    device.map.mutate(entry.slot()) = SwapSlot{};
    device.contents.clear(static_cast<Pfn>(entry.slot()));
    --device.used;
}

/// The next free slot after the last one given out, on the first device that has one.
bool take_slot(Machine& machine, SwapEntry& entry) {
    for (std::uint32_t d = 0; d < machine.swap.devices.size(); ++d) {
        SwapDevice& device = machine.swap.devices[d];
        if (device.slots == 0 || device.used + 1 >= device.slots) continue;
        std::uint32_t slot = device.next;
        for (;; ++slot) {
            if (slot >= device.slots) slot = 1;
            if (!device.map[slot].in_use()) break;
        }
        device.next = slot + 1;
        ++device.used;
        entry = SwapEntry::of(d, slot);
        return true;
    }
    return false;
}

/// Copies one frame between two memories, as compactly as it is kept.
void transfer(const Ram& from, Pfn source, Ram& to, Pfn target) {
    to.clear(target);
    const Content& content = from.content(source);
    if (content.kind == ContentKind::Zero) return;
    if (content.kind == ContentKind::Word) {
        to.write_u64(target, content.word_index, content.word);
        return;
    }
    to.write(target, 0, std::span(from.bytes(source), page_bytes));
}

}  // namespace

SwapSlot& swap_slot(Machine& machine, SwapEntry entry) {
    return machine.swap.devices[entry.device()].map.mutate(entry.slot());
}
const SwapSlot& swap_slot(const Machine& machine, SwapEntry entry) {
    return machine.swap.devices[entry.device()].map[entry.slot()];
}

std::uint64_t nr_swap_pages(const Machine& machine) {
    return machine.swap.total_slots() - machine.swap.used_slots();
}

bool vm_swap_full(const Machine& machine) { return nr_swap_pages(machine) * 2 < machine.swap.total_slots(); }

void swap_duplicate(Machine& machine, SwapEntry entry) { ++swap_slot(machine, entry).count; }

void swap_free(Machine& machine, SwapEntry entry) {
    SwapSlot& slot = swap_slot(machine, entry);
    FAULTLINE_ASSERT(slot.count > 0);
    if (--slot.count == 0 && !slot.has_cache()) release_slot(machine, entry);
}

void free_swap_and_cache(Machine& machine, SwapEntry entry) {
    swap_free(machine, entry);
    const SwapSlot& slot = swap_slot(static_cast<const Machine&>(machine), entry);
    if (!slot.has_cache() || slot.count > 0) return;
    const auto cached = static_cast<Pfn>(slot.cached);
    if (!folio_mapped(machine, cached) || vm_swap_full(machine)) folio_free_swap(machine, cached);
}

bool add_to_swap(Machine& machine, Pfn pfn) {
    SwapEntry entry;
    if (!take_slot(machine, entry)) return false;
    SwapSlot& slot = swap_slot(machine, entry);
    slot = SwapSlot{};
    slot.cached = index_of(pfn);
    Page& page = machine.page(pfn);
    page.swap_slot = entry.value;
    page.set(page_flag::swap_cache | page_flag::dirty);
    get_page(page);
    ++machine.swap.cached_pages;
    return true;
}

void delete_from_swap_cache(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    FAULTLINE_ASSERT(page.has(page_flag::swap_cache));
    const SwapEntry entry{page.swap_slot};
    page.clear(page_flag::swap_cache);
    page.swap_slot = 0;
    --machine.swap.cached_pages;
    SwapSlot& slot = swap_slot(machine, entry);
    slot.cached = index_of(no_frame);
    if (!slot.in_use()) release_slot(machine, entry);
    put_page(machine, pfn);
}

bool folio_free_swap(Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    if (!page.has(page_flag::swap_cache)) return false;
    if (swap_slot(machine, SwapEntry{page.swap_slot}).count != 0) return false;
    machine.page(pfn).set(page_flag::dirty);
    delete_from_swap_cache(machine, pfn);
    return true;
}

void free_swap_cache(Machine& machine, Pfn pfn) {
    if (machine.page(pfn).has(page_flag::swap_cache) && !folio_mapped(machine, pfn)) folio_free_swap(machine, pfn);
}

bool swap_writeout(Machine& machine, Pfn pfn) {
    Page& page = machine.page(pfn);
    const SwapEntry entry{page.swap_slot};
    SwapDevice& device = device_of(machine, entry);
    SwapSlot& slot = swap_slot(machine, entry);
    page.clear(page_flag::dirty);
    if (slot.in_zswap) {
        slot.in_zswap = false;
        --machine.swap.zswap_pages;
    }
    slot.zero = machine.hardware.ram.all_zero(pfn);
    if (slot.zero) {
        device.contents.clear(static_cast<Pfn>(entry.slot()));
        return true;
    }
    transfer(machine.hardware.ram, pfn, device.contents, static_cast<Pfn>(entry.slot()));
    if (machine.config.zswap) {
        slot.in_zswap = true;
        ++machine.swap.zswap_pages;
        ++machine.vmstat.zswpout;
        return true;
    }
    ++machine.vmstat.pswpout;
    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record({.kind = EventKind::SwapWritten, .frame = pfn, .value = entry.slot()});
    }
    return device.synchronous();
}

Nanoseconds swap_read_folio(Machine& machine, SwapEntry entry, Pfn pfn, Nanoseconds& request_ends) {
    SwapDevice& device = device_of(machine, entry);
    const SwapSlot& slot = swap_slot(static_cast<const Machine&>(machine), entry);
    transfer(device.contents, static_cast<Pfn>(entry.slot()), machine.hardware.ram, pfn);
    if (slot.zero) return 0;
    if (slot.in_zswap) {
        ++machine.vmstat.zswpin;
        return 0;
    }
    ++machine.vmstat.pswpin;
    if (machine.hardware.log.wants(Detail::Outcomes)) {
        machine.hardware.record({.kind = EventKind::SwapRead, .frame = pfn, .value = entry.slot()});
    }
    if (device.synchronous()) return 0;
    // Neighbours of one read-ahead window travel in one request.
    if (request_ends == 0) {
        const Costs& costs = machine.hardware.costs;
        const Nanoseconds took = device.rotational() ? costs.hdd_read : costs.ssd_read;
        machine.io.swap_idle_at = std::max(machine.io.swap_idle_at, machine.hardware.now) + took;
        request_ends = machine.io.swap_idle_at;
    }
    return request_ends;
}

Pfn read_swap_cache_async(Machine& machine, SwapEntry entry, Gfp gfp, Nanoseconds& request_ends) {
    const SwapSlot& slot = swap_slot(static_cast<const Machine&>(machine), entry);
    if (slot.has_cache()) return static_cast<Pfn>(slot.cached);
    if (slot.count == 0) return no_frame;
    const Pfn pfn = alloc_page(machine, PageUse::Anon, gfp);
    if (pfn == no_frame) return no_frame;
    Page& page = machine.page(pfn);
    page.set(page_flag::swap_backed | page_flag::swap_cache | page_flag::uptodate);
    page.swap_slot = entry.value;
    swap_slot(machine, entry).cached = index_of(pfn);
    ++machine.swap.cached_pages;
    const Nanoseconds ends = swap_read_folio(machine, entry, pfn, request_ends);
    if (ends != 0) lock_for_read(machine, pfn, ends);
    const std::uint32_t shadow = swap_slot(static_cast<const Machine&>(machine), entry).shadow;
    if (shadow != 0) workingset_refault(machine, pfn, shadow);
    folio_add_lru(machine, pfn, page);
    return pfn;
}

}  // namespace faultline
