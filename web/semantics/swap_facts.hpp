// Swap devices, the slots around the one in focus with who holds them, and the pages of files that are in memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/machine.hpp"
#include "web/messages.hpp"
#include "web/semantics/memory_looks.hpp"

namespace faultline {

/// An entry of a process that holds a slot.
struct SlotHolder {
    Pid pid = 0;
    std::uint64_t address = 0;
};

struct SlotFacts {
    std::uint32_t slot = 0;
    SlotLook look{};
    std::uint32_t count = 0;
    Pfn cached = no_frame;
    /// Processes' entries; shared memory objects hold slots too and are not among them.
    std::vector<SlotHolder> holders;
};

struct SwapDeviceFacts {
    SwapKind kind{};
    /// Slot 0 is the header: the others are counted.
    std::uint32_t slots = 0;
    std::uint32_t used = 0;
    SlotCounts slots_by_look{};
    /// Every slot. They belong to who built the scene.
    const SlotLooks* looks = nullptr;
};
Message name_of(SwapKind kind);

struct SwapFacts {
    static constexpr std::uint32_t window = 64;

    std::vector<SwapDeviceFacts> devices;
    std::uint64_t cached_pages = 0;
    /// The slots around the one in focus.
    std::uint32_t focus_device = 0;
    std::uint32_t focus_slot = 0;
    std::vector<SlotFacts> around;
};

/// `focus`: the slot to look around; slot 0 (a header, never used) for where the last page was written.
SwapFacts swap_facts(const Machine& machine, const MemoryLooks& looks, SwapEntry focus);

/// A page of a file in the page cache.
enum class CacheLook : std::uint8_t {
    Absent,
    Clean,
    Dirty,  // newer than the device
    Reading,
    Writing,
    Evicted,  // reclaim took it and left a mark, by which a refault is known
    Swapped,  // shared memory alone
};
inline constexpr std::uint32_t cache_look_count = static_cast<std::uint32_t>(CacheLook::Swapped) + 1;
Message name_of(CacheLook look);

struct CacheRun {
    std::uint64_t first = 0;
    std::uint64_t pages = 0;
    CacheLook look{};
};

struct CachedFile {
    InodeId inode = no_inode;
    std::string name;
    /// Memory that only swap backs.
    bool shmem = false;
    std::uint64_t pages = 0;
    std::uint64_t mapped = 0;
    std::array<std::uint64_t, cache_look_count> pages_by_look{};
    std::vector<CacheRun> runs;

    std::uint64_t count(CacheLook look) const { return pages_by_look[static_cast<std::size_t>(look)]; }
    std::uint64_t cached() const {
        return count(CacheLook::Clean) + count(CacheLook::Dirty) + count(CacheLook::Reading) +
               count(CacheLook::Writing);
    }
};

/// Files with a page in memory or in swap, by inode.
std::vector<CachedFile> cached_files(const Machine& machine);
/// The frame of a page of a file, or no_frame.
Pfn cached_frame(const Machine& machine, InodeId inode, std::uint64_t page);

}  // namespace faultline
