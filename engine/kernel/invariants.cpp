#include "engine/kernel/invariants.hpp"

#include <array>
#include <vector>

#include "engine/kernel/page_cache.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/machine.hpp"

namespace faultline {

namespace {

/// How often each of many neighbouring numbers was named.
class Tally {
  public:
    std::uint32_t& operator[](std::uint32_t index) {
        if (index >= counts_.size()) counts_.resize(std::size_t{index} + 1);
        return counts_[index];
    }
    std::uint32_t of(std::uint32_t index) const { return index < counts_.size() ? counts_[index] : 0; }

  private:
    std::vector<std::uint32_t> counts_;
};

/// What points at each frame and slot, counted from the pointers' side.
struct Counted {
    Tally references;
    Tally maps;
    Tally entire_maps;
    std::vector<Tally> slot_holders;  ///< of each swap device
    std::uint64_t committed = 0;
    std::string broken;

    void hold(SwapEntry entry) {
        if (entry.device() >= slot_holders.size()) slot_holders.resize(entry.device() + std::size_t{1});
        ++slot_holders[entry.device()][entry.slot()];
    }

    void fail(const std::string& what) {
        if (broken.empty()) broken = what;
    }
};

std::string frame_name(std::uint32_t frame) { return "frame " + std::to_string(frame); }

/// One address space's sums, while its tables are walked.
struct Sums {
    std::array<std::int64_t, 4> rss{};
    std::uint64_t tables = 0;

    std::int64_t& of(Rss kind) { return rss[static_cast<std::size_t>(kind)]; }
};

void count_present(const Machine& machine, const Mm& mm, Pte pte, Counted& counted, Sums& sums) {
    const std::uint32_t frame = index_of(pte.pfn());
    const Page& page = machine.mem_map[frame];
    if (pte.special()) {
        if (page.use != PageUse::Reserved) counted.fail("mm " + std::to_string(mm.id) + " maps a special " + frame_name(frame) + " that is not reserved");
        return;
    }
    ++counted.maps[frame];
    ++counted.references[index_of(folio_head(machine, pte.pfn()))];
    ++sums.of(rss_kind(machine, pte.pfn()));
    if (pte.writable() && rss_kind(machine, pte.pfn()) == Rss::Anon && !page.has(page_flag::anon_exclusive)) {
        counted.fail(frame_name(frame) + " is mapped writable but is not exclusive");
    }
}

void count_huge(const Machine& machine, Pte pte, Counted& counted, Sums& sums) {
    if (pte.special()) return;
    ++counted.entire_maps[index_of(pte.pfn())];
    ++counted.references[index_of(folio_head(machine, pte.pfn()))];
    sums.of(Rss::Anon) += pages_per_huge_page;
}

void count_table(const Machine& machine, const Mm& mm, Pfn table, Level level, std::uint64_t base, Counted& counted,
                 Sums& sums) {
    for (std::uint32_t i = 0; i < entries_per_table; ++i) {
        const Pte entry{machine.hardware.ram.read_u64(table, i)};
        if (entry.empty()) continue;
        const std::uint64_t address = base + i * entry_span(level);
        if (level != Level::Pte && entry.present() && !entry.huge()) {
            ++sums.tables;
            ++counted.references[index_of(entry.pfn())];
            if (machine.page(entry.pfn()).use != PageUse::PageTable) counted.fail(frame_name(index_of(entry.pfn())) + " is used as a table but is none");
            count_table(machine, mm, entry.pfn(), static_cast<Level>(static_cast<int>(level) + 1), address, counted, sums);
            continue;
        }
        if (mm.vma_lookup(address) == nullptr) counted.fail("mm " + std::to_string(mm.id) + " has an entry outside every VMA");
        if (entry.present() && level == Level::Pmd) count_huge(machine, entry, counted, sums);
        else if (entry.present()) count_present(machine, mm, entry, counted, sums);
        else if (is_swap(entry)) {
            counted.hold(swap_entry_of(entry));
            ++sums.of(Rss::SwapEntries);
        }
    }
}

void count_vmas(const Machine& machine, const Mm& mm, Counted& counted) {
    std::uint64_t pages = 0, locked = 0, last_end = 0;
    for (const Vma& vma : mm.vmas) {
        if (vma.start < last_end || vma.start >= vma.end) counted.fail("VMAs of mm " + std::to_string(mm.id) + " overlap");
        if (vma.anon_vma != no_anon_vma && !machine.anon_vmas.chain_holds(vma, vma.anon_vma)) {
            counted.fail("a VMA's anon_vma is not in its chain");
        }
        last_end = vma.end;
        pages += pages_in(vma.bytes());
        if (vma.has(vm::locked)) locked += pages_in(vma.bytes());
        if (vma.has(vm::account)) counted.committed += pages_in(vma.bytes());
    }
    if (pages != mm.total_vm) counted.fail("total_vm of mm " + std::to_string(mm.id) + " is not the sum of its VMAs");
    if (locked != mm.locked_vm) counted.fail("locked_vm of mm " + std::to_string(mm.id) + " is not the sum of its locked VMAs");
}

void count_address_spaces(const Machine& machine, Counted& counted) {
    for (const auto& [id, mm] : machine.mms) {
        Sums sums;
        ++counted.references[index_of(mm.pgd)];
        count_vmas(machine, mm, counted);
        count_table(machine, mm, mm.pgd, Level::Pgd, 0, counted, sums);
        for (const auto& [address, table] : mm.deposited_tables) {
            ++counted.references[index_of(table)];
            ++sums.tables;
        }
        if (sums.rss != mm.rss) counted.fail("rss of mm " + std::to_string(id) + " is not the sum of its entries");
        if (sums.tables * page_bytes != mm.page_table_bytes) {
            counted.fail("page_table_bytes of mm " + std::to_string(id) + " is not the sum of its tables");
        }
    }
}

void count_caches(const Machine& machine, Counted& counted) {
    for (const auto& [id, inode] : machine.inodes) {
        counted.committed += inode.accounted_pages;
        std::uint64_t cached = 0;
        for (std::uint32_t i = 0; i < inode.cache.size(); ++i) {
            const CacheSlot slot = inode.cache[i];
            if (slot.kind == CacheSlot::Kind::Swap) counted.hold({slot.value});
            if (slot.kind != CacheSlot::Kind::Page) continue;
            ++cached;
            ++counted.references[slot.value];
            const Page& page = machine.page(slot.pfn());
            if (page.mapping != id || page.index != i) counted.fail(frame_name(slot.value) + " does not know its file");
        }
        if (cached != inode.cached_pages) counted.fail("cached_pages of inode " + std::to_string(id) + " is wrong");
    }
    const ReclaimState& reclaim = machine.reclaim;
    for (const FolioBatch* batch : {&reclaim.add, &reclaim.lazyfree, &reclaim.activate, &reclaim.deactivate}) {
        for (std::uint8_t i = 0; i < batch->count; ++i) ++counted.references[index_of(batch->pages[i])];
    }
}

void count_slots(const Machine& machine, Counted& counted) {
    std::uint64_t cached = 0;
    for (std::uint32_t d = 0; d < machine.swap.devices.size(); ++d) {
        const SwapDevice& device = machine.swap.devices[d];
        const Tally holders = d < counted.slot_holders.size() ? counted.slot_holders[d] : Tally{};
        std::uint32_t used = 0;
        for (std::uint32_t s = 1; s < device.slots; ++s) {
            const SwapSlot& slot = device.map[s];
            const std::uint32_t held = holders.of(s);
            if (slot.count != held) counted.fail("slot " + std::to_string(s) + " counts " + std::to_string(slot.count) + " holders, has " + std::to_string(held));
            if (slot.in_use()) ++used;
            if (!slot.has_cache()) continue;
            ++cached;
            ++counted.references[slot.cached];
            const Page& page = machine.mem_map[slot.cached];
            if (!page.has(page_flag::swap_cache) || page.swap_slot != SwapEntry::of(d, s).value) {
                counted.fail(frame_name(slot.cached) + " does not know its swap slot");
            }
        }
        if (used != device.used) counted.fail("used slots are miscounted");
    }
    if (cached != machine.swap.cached_pages) counted.fail("the swap cache is miscounted");
}

/// Sizes and links of the five lists.
void check_lists(const Machine& machine, Counted& counted) {
    // The unevictable list has no links.
    for (std::size_t i = 0; i + 1 < machine.reclaim.lists.size(); ++i) {
        const LruHead& list = machine.reclaim.lists[i];
        std::uint64_t pages = 0;
        std::uint32_t previous = index_of(no_frame);
        for (std::uint32_t frame = index_of(list.head); frame != index_of(no_frame);) {
            const Page& page = machine.mem_map[frame];
            if (page.list != static_cast<LruList>(i + 1) || page.lru_previous != previous) {
                counted.fail(frame_name(frame) + " is linked into a list that it is not on");
                return;
            }
            pages += 1u << page.order;
            previous = frame;
            frame = page.lru_next;
        }
        if (pages != list.pages || index_of(list.tail) != previous) counted.fail("a reclaim list is miscounted");
    }
}

void check_frames(const Machine& machine, Counted& counted) {
    std::uint64_t free = 0, charged = 0;
    for (std::uint32_t frame = 0; frame < machine.hardware.ram.frames(); ++frame) {
        const auto pfn = static_cast<Pfn>(frame);
        const Page& page = machine.mem_map[frame];
        const std::uint32_t references = counted.references.of(frame);
        const std::uint32_t maps = counted.maps.of(frame);
        if (machine.free_frames.is_free(pfn)) {
            ++free;
            if (page.use != PageUse::Free || references != 0 || maps != 0) counted.fail(frame_name(frame) + " is free and in use");
            if (!machine.hardware.ram.all_zero(pfn)) counted.fail(frame_name(frame) + " is free and not zero");
            continue;
        }
        if (page.use == PageUse::Free) counted.fail(frame_name(frame) + " is taken and has no use");
        if (page.use == PageUse::Reserved) continue;
        ++charged;
        if (page.map_count != maps) {
            counted.fail(frame_name(frame) + " counts " + std::to_string(page.map_count) + " maps, has " + std::to_string(maps));
        }
        if (page.use == PageUse::Tail) continue;
        if (page.reference_count != references) {
            counted.fail(frame_name(frame) + " counts " + std::to_string(page.reference_count) + " references, has " + std::to_string(references));
        }
        if (page.has(page_flag::large_head) && entire_map_count(machine, pfn) != counted.entire_maps.of(frame)) {
            counted.fail(frame_name(frame) + " counts its huge maps wrong");
        }
        if (page.has(page_flag::anon_exclusive) && page.map_count > 1) counted.fail(frame_name(frame) + " is exclusive and mapped twice");
    }
    if (free != machine.free_frames.free()) counted.fail("free frames are miscounted");
    if (charged != machine.cgroup_pages) counted.fail("the cgroup's charge is not the pages in use");
}

}  // namespace

std::string check_invariants(const Machine& machine) {
    Counted counted;
    count_address_spaces(machine, counted);
    count_caches(machine, counted);
    count_slots(machine, counted);
    check_lists(machine, counted);
    check_frames(machine, counted);
    if (counted.committed != machine.committed_pages) {
        counted.fail("committed pages are " + std::to_string(machine.committed_pages) + ", VMAs and objects promise " +
                     std::to_string(counted.committed));
    }
    return counted.broken;
}

}  // namespace faultline
