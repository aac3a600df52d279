// What every slot of a swap device looks like, kept up to date as FrameLooks are.
#pragma once

#include <array>
#include <cstdint>

#include "engine/machine.hpp"
#include "web/messages.hpp"
#include "web/semantics/block_counts.hpp"

namespace faultline {

/// A slot of a swap device as it is drawn.
enum class SlotLook : std::uint8_t {
    Free,
    OnDevice,    // held by entries, content on the device
    Zero,        // all zeros, never written
    Compressed,  // zswap has it in memory
    Cached,      // in the swap cache too: a frame has the same content
};
inline constexpr std::uint32_t slot_look_count = static_cast<std::uint32_t>(SlotLook::Cached) + 1;
Message name_of(SlotLook look);
SlotLook slot_look(const SwapSlot& slot);

/// How many slots have each look.
using SlotCounts = std::array<std::uint32_t, slot_look_count>;

class SlotLooks {
  public:
    void follow(const SwapDevice& device);

    SlotLook operator[](std::uint32_t slot) const { return looks_[slot]; }
    SlotCounts count(std::uint32_t first, std::uint32_t end) const { return looks_.count(first, end); }

  private:
    CowArray<SwapSlot, 64> seen_;
    BlockCounts<SlotLook, slot_look_count> looks_;
};

}  // namespace faultline
