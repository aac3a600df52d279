#include "web/semantics/slot_looks.hpp"

namespace faultline {

SlotLook slot_look(const SwapSlot& slot) {
    if (!slot.in_use()) return SlotLook::Free;
    if (slot.has_cache()) return SlotLook::Cached;
    if (slot.zero) return SlotLook::Zero;
    return slot.in_zswap ? SlotLook::Compressed : SlotLook::OnDevice;
}

Message name_of(SlotLook look) {
    switch (look) {
        case SlotLook::Free:
            return Message::SlotFree;
        case SlotLook::OnDevice:
            return Message::SlotOnDevice;
        case SlotLook::Zero:
            return Message::SlotZero;
        case SlotLook::Compressed:
            return Message::SlotCompressed;
        case SlotLook::Cached:
            return Message::SlotCached;
    }
    return Message::SlotFree;
}

void SlotLooks::follow(const SwapDevice& device) {
    if (device.slots != looks_.size()) {
        seen_ = CowArray<SwapSlot, 64>(device.slots);
        looks_.begin_anew(device.slots);
    }
    for (std::uint32_t first = 0; first < device.slots; first += looks_.block) {
        if (seen_.shares_chunk(device.map, first)) continue;
        looks_.look_at(first, [&device](std::uint32_t slot) { return slot_look(device.map[slot]); });
        seen_.share_chunk(device.map, first);
    }
}

}  // namespace faultline
