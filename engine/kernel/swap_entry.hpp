// What an entry means that is neither empty nor present. Linux: include/linux/swapops.h.
#pragma once

#include "engine/kernel/swap_state.hpp"
#include "engine/machine/pte.hpp"

namespace faultline {

/// PTE markers are swap entries of a type that no device has.
inline constexpr std::uint32_t marker_type = 30;
inline constexpr std::uint64_t guard_marker = 4;
inline constexpr std::uint64_t poison_marker = 2;

constexpr bool is_marker(Pte pte) { return pte.swap_like() && pte.swap_type() == marker_type; }
constexpr bool is_guard(Pte pte) { return is_marker(pte) && pte.swap_offset() == guard_marker; }
constexpr bool is_poison(Pte pte) { return is_marker(pte) && pte.swap_offset() == poison_marker; }
constexpr bool is_swap(Pte pte) { return pte.swap_like() && pte.swap_type() != marker_type; }

constexpr Pte make_guard() { return Pte::of_swap(marker_type, guard_marker, false); }
constexpr Pte make_swap_pte(SwapEntry entry, bool exclusive) {
    return Pte::of_swap(entry.device(), entry.slot(), exclusive);
}
constexpr SwapEntry swap_entry_of(Pte pte) {
    return SwapEntry::of(pte.swap_type(), static_cast<std::uint32_t>(pte.swap_offset()));
}

}  // namespace faultline
