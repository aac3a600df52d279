// How much of its memory is a process's own: the figures of smaps_rollup.
#pragma once

#include <cstdint>

#include "engine/machine.hpp"

namespace faultline {

/// Pages as smaps_rollup counts them. The zero page is in none of them.
struct MemoryCount {
    std::uint64_t resident = 0;
    /// Of these: mapped more than once, here or elsewhere.
    std::uint64_t shared = 0;
    std::uint64_t swapped = 0;
    /// Bytes with 12 more bits (PSS_SHIFT), each page divided by how often it is mapped.
    std::uint64_t pss_shifted = 0;

    std::uint64_t pss_bytes() const { return pss_shifted >> 12; }
    /// An entry that translates so many pages.
    void add(const Machine& machine, std::uint64_t pages, Pte entry);
    /// `pages` that are mapped once.
    void add_private(std::uint64_t pages) {
        resident += pages;
        pss_shifted += pages * (std::uint64_t{page_bytes} << 12);
    }
    MemoryCount& operator+=(const MemoryCount& other);
    MemoryCount& operator-=(const MemoryCount& other);
    bool operator==(const MemoryCount&) const = default;
};

}  // namespace faultline
