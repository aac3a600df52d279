#include "web/semantics/swap_facts.hpp"

#include <algorithm>

#include "engine/kernel/swap_entry.hpp"
#include "web/semantics/table_scan.hpp"

namespace faultline {
namespace {

SwapDeviceFacts device_facts(const SwapDevice& device, const SlotLooks& looks) {
    SwapDeviceFacts facts;
    facts.kind = device.kind;
    facts.slots = device.slots;
    facts.used = device.used;
    facts.looks = &looks;
    if (device.slots > 1) facts.slots_by_look = looks.count(1, device.slots);
    return facts;
}

/// Who holds the slots of the window: only tables with a slot of that stretch are read.
void find_holders(const Machine& machine, const MemoryLooks& looks, SwapFacts& facts) {
    if (facts.around.empty()) return;
    const std::uint32_t first = SwapEntry::of(facts.focus_device, facts.around.front().slot).value;
    const std::uint32_t last = first + static_cast<std::uint32_t>(facts.around.size()) - 1;
    for (const auto& [pid, task] : machine.tasks) {
        if (machine.mms.count(task.mm) == 0) continue;
        for (const PageLooks::Table& table : looks.of(task.mm).tables()) {
            if (table.lowest_slot > last || table.highest_slot < first) continue;
            const TableEntries entries(machine.hardware.ram, table.entry.pfn());
            for (std::uint32_t index = 0; index < entries_per_table; ++index) {
                if (!is_swap(entries[index])) continue;
                const std::uint32_t slot = swap_entry_of(entries[index]).value;
                if (slot < first || slot > last) continue;
                facts.around[slot - first].holders.push_back({pid, table.region * huge_page_bytes + index * std::uint64_t{page_bytes}});
            }
        }
    }
}

/// Pages of a file that some process has written through a shared mapping: only the entries know yet.
std::vector<std::uint64_t> written_through_mappings(const Machine& machine, InodeId inode) {
    std::vector<std::uint64_t> written;
    for (const auto& [id, mm] : machine.mms) {
        for (const Vma& vma : mm.vmas) {
            if (vma.anonymous() || !vma.shared() || machine.files.at(vma.file).inode != inode) continue;
            scan_entries(machine, mm, vma.start, vma.end, [&](std::uint64_t page, std::uint64_t, Pte entry) {
                if (entry.present() && entry.dirty()) written.push_back(vma.index_of_address(page << page_shift));
            });
        }
    }
    std::sort(written.begin(), written.end());
    return written;
}

CacheLook look_of_page(const Page& page, bool written) {
    if (page.has(page_flag::locked)) return CacheLook::Reading;
    if (page.has(page_flag::writeback)) return CacheLook::Writing;
    return written || page.has(page_flag::dirty) ? CacheLook::Dirty : CacheLook::Clean;
}

CachedFile file_facts(const Machine& machine, const Inode& inode) {
    CachedFile file;
    file.inode = inode.id;
    file.name = inode.anonymous_shmem ? say(Message::AreaSharedAnonymous) : inode.path;
    file.shmem = inode.kind == InodeKind::Shmem;
    file.pages = pages_in(inode.size);
    const std::vector<std::uint64_t> written = written_through_mappings(machine, inode.id);
    for (std::uint32_t index = 0; index < inode.cache.size(); ++index) {
        const CacheSlot slot = inode.cache[index];
        CacheLook look = CacheLook::Absent;
        switch (slot.kind) {
            case CacheSlot::Kind::Empty:
                break;
            case CacheSlot::Kind::Shadow:
                look = CacheLook::Evicted;
                break;
            case CacheSlot::Kind::Swap:
                look = CacheLook::Swapped;
                break;
            case CacheSlot::Kind::Page: {
                const Page& page = machine.page(slot.pfn());
                look = look_of_page(page, std::binary_search(written.begin(), written.end(), std::uint64_t{index}));
                if (page.map_count > 0) ++file.mapped;
                break;
            }
        }
        ++file.pages_by_look[static_cast<std::size_t>(look)];
        if (!file.runs.empty() && file.runs.back().look == look)
            ++file.runs.back().pages;
        else
            file.runs.push_back({index, 1, look});
    }
    return file;
}

}  // namespace

Message name_of(SwapKind kind) {
    switch (kind) {
        case SwapKind::Ssd:
            return Message::CostSsd;
        case SwapKind::Hdd:
            return Message::CostDisk;
        case SwapKind::Zram:
            return Message::DeviceZram;
    }
    return Message::CostSsd;
}

Message name_of(CacheLook look) {
    switch (look) {
        case CacheLook::Absent:
            return Message::CacheAbsent;
        case CacheLook::Clean:
            return Message::CacheClean;
        case CacheLook::Dirty:
            return Message::CacheDirty;
        case CacheLook::Reading:
            return Message::CacheReading;
        case CacheLook::Writing:
            return Message::CacheWriting;
        case CacheLook::Evicted:
            return Message::CacheEvicted;
        case CacheLook::Swapped:
            return Message::CacheSwapped;
    }
    return Message::CacheAbsent;
}

SwapFacts swap_facts(const Machine& machine, const MemoryLooks& looks, SwapEntry focus) {
    SwapFacts facts;
    facts.cached_pages = machine.swap.cached_pages;
    for (std::size_t index = 0; index < machine.swap.devices.size(); ++index)
        facts.devices.push_back(device_facts(machine.swap.devices[index], looks.slots(index)));
    if (facts.devices.empty()) return facts;
    facts.focus_device = focus.device() < facts.devices.size() ? focus.device() : 0;
    const SwapDevice& device = machine.swap.devices[facts.focus_device];
    facts.focus_slot = focus.slot();
    const std::uint32_t centre = focus.slot() != 0 ? focus.slot() : device.next;
    const std::uint32_t from = centre > SwapFacts::window / 2 ? centre - SwapFacts::window / 2 : 1;
    for (std::uint32_t slot = from; slot < device.slots && slot < from + SwapFacts::window; ++slot) {
        const SwapSlot& one = device.map[slot];
        facts.around.push_back({slot, slot_look(one), one.count, static_cast<Pfn>(one.cached), {}});
    }
    find_holders(machine, looks, facts);
    return facts;
}

std::vector<CachedFile> cached_files(const Machine& machine) {
    std::vector<CachedFile> files;
    for (const auto& [id, inode] : machine.inodes) {
        const bool has_cache = inode.kind == InodeKind::Regular || inode.kind == InodeKind::Shmem;
        if (!has_cache || (inode.cached_pages == 0 && inode.kind != InodeKind::Shmem)) continue;
        CachedFile file = file_facts(machine, inode);
        if (file.cached() + file.count(CacheLook::Swapped) != 0) files.push_back(std::move(file));
    }
    return files;
}

Pfn cached_frame(const Machine& machine, InodeId inode, std::uint64_t page) {
    const auto found = machine.inodes.find(inode);
    if (found == machine.inodes.end() || page >= found->second.cache.size()) return no_frame;
    const CacheSlot slot = found->second.cache[static_cast<std::uint32_t>(page)];
    return slot.kind == CacheSlot::Kind::Page ? slot.pfn() : no_frame;
}

}  // namespace faultline
