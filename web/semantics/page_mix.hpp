// Many pages in one cell: what most of them are, and how many are there at all. Cells share the pages evenly; nothing
// is left out, and a single page in a cell of a million still shows.
#pragma once

#include <cstdint>
#include <list>
#include <vector>

#include "web/semantics/areas.hpp"

namespace faultline {

/// The look that most of the touched pages of a cell have; Unmapped where the cell holds no page of an area.
struct PageMix {
    PageLook look = PageLook::Unmapped;
    std::uint64_t pages = 0;
    std::uint64_t touched = 0;

    /// Of 1000, never 0 while a page is touched.
    std::uint32_t part() const;
    bool operator==(const PageMix&) const = default;
};

PageMix mix_of(const LookCounts& counts);
/// `cells` cells of `pages_per_cell` pages each from page number `first` on; parts outside of the area count as
/// unmapped.
std::vector<PageMix> mix_pages(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell,
                               std::uint32_t cells);

/// The cells of one grid.
struct Mixes {
    std::vector<PageMix> cells;
    /// Differs between any two grids of a cache, and between two states of one; never 0.
    std::uint64_t version = 0;
};

/// Remembers mixes from one scene to the next, since a view draws many frames of the same scene, and most of the next scene
/// is as it was: only cells with a page whose table has changed are mixed again. Of the scenes of one builder.
class MixCache {
  public:
    /// Valid until the next call but the hundredth or so.
    const Mixes& of(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell,
                    std::uint32_t cells);

  private:
    /// What a grid of cells is of.
    struct Grid {
        const PageLooks* looks = nullptr;
        std::uint64_t start = 0, end = 0;
        bool shared = false;
        std::uint64_t first = 0, pages_per_cell = 0;
        std::uint32_t cells = 0;
        bool operator==(const Grid&) const = default;
    };
    struct Entry {
        Grid grid;
        std::uint64_t serial = 0;
        Mixes mixes;
    };
    void bring_up_to_date(Entry& entry, const Area& area);

    /// The one that was used last is the first.
    std::list<Entry> entries_;
    std::uint64_t versions_ = 0;
};

}  // namespace faultline
