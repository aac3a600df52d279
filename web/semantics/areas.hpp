// The VMAs of an address space with what is drawn or said of their pages.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "web/semantics/page_looks.hpp"

namespace faultline {

/// One VMA. It looks its pages up in the PageLooks of its address space, which outlive it.
struct Area {
    std::uint64_t start = 0, end = 0;
    /// vm:: flags.
    std::uint64_t flags = 0;
    LookCounts pages_by_look{};
    const PageLooks* looks = nullptr;

    std::uint64_t pages() const { return (end - start) >> page_shift; }
    std::uint64_t first_page() const { return page_number(start); }
    std::uint64_t end_page() const { return page_number(end); }
    bool contains(std::uint64_t address) const { return address >= start && address < end; }
    bool shared() const { return (flags & vm::shared) != 0; }
    std::uint64_t resident() const;
    std::uint64_t count(PageLook look) const { return pages_by_look[static_cast<std::size_t>(look)]; }

    // Pages are named by their number in the address space.
    PageLook look(std::uint64_t page) const;
    /// How many of the area's pages in [first, end) have each look; `near` as PageLooks has it.
    LookCounts count(std::uint64_t first, std::uint64_t end, std::size_t& near) const;
    /// Pages in a row that look alike: those around a page, and how many such rows the area has.
    PageRun run_around(std::uint64_t page) const;
    std::uint64_t runs() const;
};

std::string area_name(const Machine& machine, const Mm& mm, const Area& area);
/// The area that holds the address, or nullptr.
const Area* area_at(std::span<const Area> areas, std::uint64_t address);

/// The areas of one address space, kept up to date by counting again those alone in which something has changed.
class Areas {
  public:
    void follow(const Mm& mm, const PageLooks& looks);
    std::span<const Area> all() const { return areas_; }

  private:
    std::vector<Area> areas_;
    MmId mm_ = no_mm;
    std::uint64_t serial_ = 0;
};

}  // namespace faultline
