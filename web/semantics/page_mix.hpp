// Many pages in one cell: what most of them are, and how many are there at all. Cells share the pages evenly; nothing
// is left out, and a single page in a cell of a million still shows.
#pragma once

#include <cstdint>
#include <vector>

#include "web/semantics/page_facts.hpp"

namespace faultline {

/// The look that most of the touched pages of a cell have; Unmapped where the cell holds no page of an area.
struct PageMix {
    PageLook look = PageLook::Unmapped;
    std::uint64_t pages = 0;
    std::uint64_t touched = 0;

    /// Of 1000, never 0 while a page is touched.
    std::uint32_t part() const;
};

/// `cells` cells of `pages_per_cell` pages each from page number `first` on; parts outside of the area count as
/// unmapped.
std::vector<PageMix> mix_pages(const Area& area, std::uint64_t first, std::uint64_t pages_per_cell,
                               std::uint32_t cells);

/// Remembers mixes of one scene, since a view draws many frames of the same scene. A new scene's serial empties it.
class MixCache {
  public:
    const std::vector<PageMix>& of(std::uint64_t serial, const Area& area, std::uint64_t first,
                                   std::uint64_t pages_per_cell, std::uint32_t cells);

  private:
    struct Entry {
        std::uint64_t area_start = 0, first = 0, pages_per_cell = 0;
        std::vector<PageMix> mixes;
    };
    std::uint64_t serial_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace faultline
