// Many things in a grid of cells, row by row: a cell each while there is room, else a cell for several that is filled as far
// as they are used. Nothing is left out: cells share the things evenly.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "web/panels/common.hpp"

namespace faultline {

struct CellGrid {
    std::uint64_t things = 0, per_cell = 1;
    std::uint32_t columns = 1;
    /// Pixels of the screen: a cell with the gap after it, and the gap. Cells lie on pixels.
    std::uint32_t side = 1, gap = 0;
    /// Pixels of the screen for one unit of Dear ImGui.
    ImVec2 density{1.0f, 1.0f};
    ImVec2 from;

    /// The largest cells with which all fit into the space. Below the smallest, several things share one; if more than `grain`, a
    /// multiple of that.
    static CellGrid fit(std::uint64_t things, float width, float height, std::uint32_t grain = 1);
    /// As many cells of this size beside each other as there is room for; how many things there are is for the caller to say.
    static CellGrid of_size(float cell, float gap, float width);
    /// The grid with its corner at the pixel nearest to a place.
    CellGrid at(ImVec2 place) const;

    std::uint32_t cells() const { return static_cast<std::uint32_t>((things + per_cell - 1) / per_cell); }
    std::uint32_t rows() const { return (cells() + columns - 1) / columns; }
    float cell_height() const { return static_cast<float>(side) / density.y; }
    ImVec2 extent() const { return corner_of(std::min(cells(), columns), rows()); }
    ImVec2 corner(std::uint32_t cell) const;
    ImVec2 far_corner(std::uint32_t cell) const;
    ImVec2 middle(std::uint32_t cell) const {
        const ImVec2 near = corner(cell), far = far_corner(cell);
        return {(near.x + far.x) / 2.0f, (near.y + far.y) / 2.0f};
    }
    std::optional<std::uint32_t> cell_at(ImVec2 place) const;

  private:
    ImVec2 corner_of(std::uint32_t column, std::uint32_t row) const {
        return {static_cast<float>(column * side) / density.x, static_cast<float>(row * side) / density.y};
    }
};

/// How a cell is drawn in which so many of 1000 are used.
inline CellLook part_look(std::size_t style, std::uint32_t part, const CellGrid& grid) {
    const std::uint32_t high = part == 0 ? 0 : std::max(1u, part * (grid.side - grid.gap) / 1000);
    return {static_cast<std::uint8_t>(style), static_cast<std::uint8_t>(high)};
}

/// A grid of more cells than this is a texture. Fewer cost little one by one, and there may be thousands of such grids.
inline constexpr std::uint32_t most_single_cells = 256;

/// `look_of(cell)` says how one looks; answers may be remembered while `version` is the same.
void draw_cells(const CellGrid& grid, const Pens& pens, std::span<const CellStyle> styles, std::uint64_t version, const LookOf& look_of);
/// Around the cell that is in focus.
void draw_ring(const CellGrid& grid, const Pens& pens, std::uint32_t cell);

}  // namespace faultline
