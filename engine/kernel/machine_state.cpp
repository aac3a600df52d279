// The machine as a value: how it boots, is copied, and is told from another one.
#include <algorithm>

#include "engine/kernel/process_hash.hpp"
#include "engine/kernel/swap.hpp"
#include "engine/kernel/vfs.hpp"
#include "engine/kernel/vmscan.hpp"
#include "engine/machine.hpp"
#include "engine/machine/hash.hpp"

namespace faultline {

namespace {

std::uint32_t frames_of(const MachineConfig& config) {
    constexpr std::uint64_t fewest = 16;
    return static_cast<std::uint32_t>(std::max(config.ram_bytes / page_bytes, fewest));
}

SwapDevice make_device(const SwapConfig& config) {
    SwapDevice device;
    device.kind = config.kind;
    device.slots = static_cast<std::uint32_t>(config.bytes / page_bytes);
    device.map = CowArray<SwapSlot, 64>(device.slots);
    device.contents = Ram(device.slots);
    return device;
}

Pfn reserve_frame(Machine& machine) {
    const Pfn pfn = machine.free_frames.take();
    Page& page = machine.page(pfn);
    page.use = PageUse::Reserved;
    page.reference_count = 1;
    return pfn;
}

void hash_pages(const Machine& machine, Hash& hash) {
    const std::uint32_t frames = machine.hardware.ram.frames();
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
        const auto pfn = static_cast<Pfn>(frame);
        if (machine.free_frames.is_free(pfn)) continue;
        const Page& page = machine.mem_map[frame];
        hash.add(frame);
        hash.add(static_cast<std::uint64_t>(page.reference_count) << 32 | page.map_count);
        hash.add(static_cast<std::uint64_t>(page.mapping) << 32 | (page.flags & ~page_flag::locked));
        hash.add(page.index);
        hash.add(static_cast<std::uint64_t>(page.use) << 16 | static_cast<std::uint64_t>(page.list) << 8 | page.order);
        hash.add(machine.hardware.ram.hash(pfn));
    }
}

void hash_mm(const Mm& mm, Hash& hash) {
    hash.add(mm.id);
    hash.add(mm.users);
    for (const std::int64_t pages : mm.rss) hash.add(static_cast<std::uint64_t>(pages));
    hash.add(mm.page_table_bytes);
    hash.add(mm.total_vm);
    hash.add(mm.locked_vm);
    hash.add(mm.brk);
    for (const Vma& vma : mm.vmas) {
        hash.add(vma.start);
        hash.add(vma.end);
        hash.add(vma.flags);
        hash.add(vma.page_offset);
        hash.add(vma.anon_vma);
    }
}

void hash_inodes(const Machine& machine, Hash& hash) {
    for (const auto& [id, inode] : machine.inodes) {
        hash.add(id);
        hash.add(inode.size);
        hash.add(inode.cached_pages);
        hash.add(inode.references);
    }
    for (const auto& [id, file] : machine.files) {
        hash.add(file.read_ahead.start);
        hash.add(file.read_ahead.mmap_miss);
    }
}

template <std::uint32_t Sets, std::uint32_t Ways>
void hash_translations(const TlbArray<Sets, Ways>& tlb, Hash& hash) {
    for (const TlbEntry& entry : tlb.entries) {
        hash.add(entry.page_number);
        hash.add(entry.pte.bits);
    }
    for (const std::uint8_t way : tlb.next_way) hash.add(way);
}

void hash_hardware(const Hardware& hardware, Hash& hash) {
    hash.add(hardware.now);
    hash.add(hardware.tick);
    hash.add(index_of(hardware.page_table));
    hash.add(hardware.protection_key_rights);
    for (const Tlb* tlb : {&hardware.data_tlb, &hardware.code_tlb}) {
        hash_translations(tlb->small, hash);
        hash_translations(tlb->huge, hash);
    }
    const AccessCounts& counts = hardware.counts;
    for (const std::uint64_t count : {counts.data_accesses, counts.data_misses, counts.fetches, counts.fetch_misses,
                                      counts.walk_steps, counts.faults_raised}) {
        hash.add(count);
    }
}

void hash_swap(const Machine& machine, Hash& hash) {
    for (const SwapDevice& device : machine.swap.devices) {
        hash.add(device.used);
        hash.add(device.next);
        for (std::uint32_t slot = 1; slot < device.slots && device.used > 0; ++slot) {
            const SwapSlot& one = device.map[slot];
            if (!one.in_use()) continue;
            hash.add(slot);
            hash.add(static_cast<std::uint64_t>(one.count) << 32 | one.cached);
            hash.add(device.contents.hash(static_cast<Pfn>(slot)));
        }
    }
}

}  // namespace

Machine::Machine(const MachineConfig& machine_config)
    : config(machine_config),
      hardware(frames_of(machine_config)),
      mem_map(frames_of(machine_config)),
      free_frames(frames_of(machine_config)),
      random_state(machine_config.random_seed == 0 ? 1 : machine_config.random_seed) {
    hardware.costs = config.costs;
    hardware.stale_translations_fault = config.stale_translations_fault;
    FAULTLINE_ASSERT(config.swaps.size() < 28);
    for (const SwapConfig& swap_config : config.swaps) swap.devices.push_back(make_device(swap_config));
    // Frame 0 is never given out: an empty entry and one that points at it must differ.
    reserve_frame(*this);
    zero_page = reserve_frame(*this);
    set_watermarks(*this);
    mount_root(*this);
}

Machine::Machine(const Machine&) = default;
Machine::Machine(Machine&&) noexcept = default;
Machine& Machine::operator=(const Machine&) = default;
Machine& Machine::operator=(Machine&&) noexcept = default;
Machine::~Machine() = default;

Machine Machine::snapshot() {
    hardware.forget_host_pointers();
    return *this;
}

std::uint64_t Machine::state_hash() const {
    Hash hash;
    hash_hardware(hardware, hash);
    hash.add(static_cast<std::uint64_t>(current));
    hash.add(committed_pages);
    hash.add(cgroup_pages);
    hash.add(random_state);
    hash.add(vmstat.pgfault);
    hash.add(vmstat.pgmajfault);
    hash_pages(*this, hash);
    for (const auto& [id, mm] : mms) hash_mm(mm, hash);
    hash_inodes(*this, hash);
    hash_processes(*this, hash);
    hash_swap(*this, hash);
    return hash.digest();
}

}  // namespace faultline
