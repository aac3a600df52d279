// Swap devices, their slots and the swap cache. Linux: mm/swapfile.c, mm/swap_state.c.
// A slot is in use while page-table entries (or shmem objects) hold it, or while a page in the swap cache does.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernel/config.hpp"
#include "engine/kernel/page.hpp"
#include "engine/machine/cow.hpp"
#include "engine/machine/ram.hpp"

namespace faultline {

/// A slot of a device, packed as Page::swap_slot has it: the device in the top 5 bits.
struct SwapEntry {
    std::uint32_t value = 0;

    static constexpr SwapEntry of(std::uint32_t device, std::uint32_t slot) { return {device << 27 | slot}; }
    constexpr std::uint32_t device() const { return value >> 27; }
    constexpr std::uint32_t slot() const { return value & ((1u << 27) - 1); }
    constexpr bool operator==(const SwapEntry&) const = default;
};

struct SwapSlot {
    /// Page-table entries and shmem slots that hold it (swap_map without SWAP_HAS_CACHE).
    std::uint16_t count = 0;
    /// All its bytes are zero and were never written to the device (zeromap).
    bool zero = false;
    /// A compressed copy is in memory (zswap); the device does not have it.
    bool in_zswap = false;
    /// Swap cache: the frame, or no_frame.
    std::uint32_t cached = index_of(no_frame);
    /// Eviction clock when the page left the swap cache, for refaults; 0 for none.
    std::uint32_t shadow = 0;

    bool has_cache() const { return cached != index_of(no_frame); }
    bool in_use() const { return count != 0 || has_cache(); }
};

struct SwapDevice {
    SwapKind kind = SwapKind::Ssd;
    /// Slot 0 is the header and never used.
    std::uint32_t slots = 0;
    std::uint32_t used = 0;
    /// Where the search for a free slot goes on.
    std::uint32_t next = 1;
    CowArray<SwapSlot, 64> map;
    /// What the device holds, one frame a slot, kept as compactly as memory.
    Ram contents;

    bool synchronous() const { return kind == SwapKind::Zram; }
    bool rotational() const { return kind == SwapKind::Hdd; }
};

struct SwapState {
    std::vector<SwapDevice> devices;
    /// Read-ahead of rotational devices (global in Linux too).
    std::uint64_t previous_offset = 0;
    std::uint32_t last_readahead_pages = 0;
    std::uint32_t readahead_hits = 4;
    /// Pages in the swap cache (SwapCached).
    std::uint64_t cached_pages = 0;
    /// Pages whose compressed copy zswap holds, and the bytes that takes.
    std::uint64_t zswap_pages = 0;

    std::uint64_t total_slots() const {
        std::uint64_t total = 0;
        for (const SwapDevice& device : devices) total += device.slots == 0 ? 0 : device.slots - 1;
        return total;
    }
    std::uint64_t used_slots() const {
        std::uint64_t used = 0;
        for (const SwapDevice& device : devices) used += device.used;
        return used;
    }
};

}  // namespace faultline
