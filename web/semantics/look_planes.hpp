// The looks of the 512 pages under one last-level table, in planes of bits: bit n of a page's look is a bit of plane n. So
// 64 pages are counted or compared at once.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "web/semantics/page_facts.hpp"

namespace faultline {

/// How many pages have each look.
using LookCounts = std::array<std::uint64_t, page_look_count>;

class LookPlanes {
  public:
    static constexpr std::uint32_t pages = entries_per_table;

    /// All of them untouched.
    LookPlanes() = default;
    explicit LookPlanes(std::span<const PageLook, pages> looks);

    PageLook operator[](std::uint32_t page) const;
    /// Adds the pages [first, end).
    void count(std::uint32_t first, std::uint32_t end, LookCounts& counts) const;
    /// How many pages of (first, end) look otherwise than the page before them.
    std::uint32_t changes(std::uint32_t first, std::uint32_t end) const;
    /// All 512 look like the first.
    bool uniform() const { return (looks_ & (looks_ - 1)) == 0; }
    bool operator==(const LookPlanes&) const = default;

  private:
    static constexpr std::uint32_t planes = 4, words = pages / 64;
    static_assert(page_look_count <= 1u << planes);
    /// Untouched is 0, so that an empty table needs nothing.
    static constexpr std::uint32_t code_of(PageLook look) {
        return static_cast<std::uint32_t>(look) ^ static_cast<std::uint32_t>(PageLook::Untouched);
    }
    static constexpr PageLook look_of(std::uint32_t code) {
        return static_cast<PageLook>(code ^ static_cast<std::uint32_t>(PageLook::Untouched));
    }
    std::uint64_t pages_with(std::uint32_t code, std::uint32_t word) const;

    std::array<std::array<std::uint64_t, words>, planes> planes_{};
    /// A bit for each code that occurs.
    std::uint32_t looks_ = 1;
};

}  // namespace faultline
