#include "web/panels/cell_grid.hpp"

#include <cmath>

namespace faultline {
namespace {

std::uint32_t pixels(float units, float density) { return static_cast<std::uint32_t>(std::max(1l, std::lround(units * density))); }

std::uint32_t gap_after(float side, float density) { return side < 4.0f ? 0 : pixels(side < 10.0f ? 1.0f : 2.0f, density); }

GridKey key_of(const CellGrid& grid, std::span<const CellStyle> styles) {
    return {ImGui::GetID("grid"), styles.data(), grid.columns, grid.rows(), grid.side, grid.gap, grid.density.x};
}

void draw_ground(const CellGrid& grid, const Pens& pens) {
    if (grid.cell_height() >= size::roomy_cell) return;
    // Cells this small have no edge of their own; the grid has one.
    const ImVec2 extent = grid.extent(), end{grid.from.x + extent.x, grid.from.y + extent.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(grid.from, end, ink(pens.theme->raised), 2.0f);
    list->AddRect({grid.from.x - 1.0f, grid.from.y - 1.0f}, {end.x + 1.0f, end.y + 1.0f}, ink(pens.theme->edge), 2.0f);
}

void draw_single_cell(const CellGrid& grid, const Pens& pens, const CellStyle& style, std::uint32_t cell, CellLook look) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 from = grid.corner(cell), to = grid.far_corner(cell);
    if (look.pixels == CellLook::whole) return draw_cell(list, pens, style, from, to, false);
    if (look.pixels != 0) list->AddRectFilled({from.x, to.y - static_cast<float>(look.pixels) / grid.density.y}, to, ink(style.fill));
}

/// The letters of those in sight, where cells are large enough for them.
void draw_letters(const CellGrid& grid, const Pens& pens, std::span<const CellStyle> styles, std::span<const CellLook> looks) {
    if (static_cast<float>(grid.side - grid.gap) / grid.density.y < size::letter_cell) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto row_at = [&grid](float y) { return static_cast<std::uint32_t>(std::max(0.0f, y - grid.from.y) / grid.cell_height()); };
    const std::uint32_t end = std::min(grid.cells(), (row_at(list->GetClipRectMax().y) + 1) * grid.columns);
    for (std::uint32_t cell = row_at(list->GetClipRectMin().y) * grid.columns; cell < end; ++cell) {
        draw_letter(list, pens, styles[looks[cell].style], grid.corner(cell), grid.far_corner(cell));
    }
}

}  // namespace

CellGrid CellGrid::fit(std::uint64_t things, float width, float height, std::uint32_t grain) {
    CellGrid grid;
    grid.things = things;
    grid.density = ImGui::GetIO().DisplayFramebufferScale;
    const auto room = [](float units, float scale) {
        return std::min(GridTextures::largest, static_cast<std::uint32_t>(std::max(1.0f, units * scale)));
    };
    const std::uint32_t wide = room(width, grid.density.x), high = room(height, grid.density.y);
    const std::uint32_t smallest = pixels(size::smallest_cell, grid.density.x);
    std::uint64_t slots = 1;
    for (grid.side = pixels(size::cell, grid.density.x);; --grid.side) {
        grid.columns = std::max(1u, wide / grid.side);
        slots = std::uint64_t{grid.columns} * std::max(1u, high / grid.side);
        if (things <= slots || grid.side == smallest) break;
    }
    grid.gap = gap_after(static_cast<float>(grid.side) / grid.density.x, grid.density.x);
    if (things > slots) grid.per_cell = (things + slots - 1) / slots;
    if (grid.per_cell > grain) grid.per_cell = (grid.per_cell + grain - 1) / grain * grain;
    grid.columns = std::max(1u, std::min(grid.columns, grid.cells()));
    return grid;
}

CellGrid CellGrid::of_size(float cell, float gap, float width) {
    CellGrid grid;
    grid.density = ImGui::GetIO().DisplayFramebufferScale;
    grid.gap = pixels(gap, grid.density.x);
    grid.side = pixels(cell, grid.density.x) + grid.gap;
    grid.columns = std::max(1u, std::min(GridTextures::largest, static_cast<std::uint32_t>(std::max(0.0f, width * grid.density.x))) / grid.side);
    return grid;
}

CellGrid CellGrid::at(ImVec2 place) const {
    CellGrid grid = *this;
    grid.from = {std::round(place.x * density.x) / density.x, std::round(place.y * density.y) / density.y};
    return grid;
}

ImVec2 CellGrid::corner(std::uint32_t cell) const {
    const ImVec2 inside = corner_of(cell % columns, cell / columns);
    return {from.x + inside.x, from.y + inside.y};
}

ImVec2 CellGrid::far_corner(std::uint32_t cell) const {
    const ImVec2 at = corner(cell);
    const float filled = static_cast<float>(side - gap);
    return {at.x + filled / density.x, at.y + filled / density.y};
}

std::optional<std::uint32_t> CellGrid::cell_at(ImVec2 place) const {
    const float right = (place.x - from.x) * density.x, down = (place.y - from.y) * density.y;
    if (right < 0.0f || down < 0.0f) return std::nullopt;
    const std::uint32_t column = static_cast<std::uint32_t>(right) / side, row = static_cast<std::uint32_t>(down) / side;
    if (column >= columns || row >= rows() || row * columns + column >= cells()) return std::nullopt;
    return row * columns + column;
}

void draw_ring(const CellGrid& grid, const Pens& pens, std::uint32_t cell) {
    const ImVec2 from = grid.corner(cell), to = grid.far_corner(cell);
    ImGui::GetWindowDrawList()->AddRect({from.x - 2.0f, from.y - 2.0f}, {to.x + 2.0f, to.y + 2.0f}, ink(pens.theme->accent), 4.0f, 0, 2.5f);
}

void draw_cells(const CellGrid& grid, const Pens& pens, std::span<const CellStyle> styles, std::uint64_t version, const LookOf& look_of) {
    draw_ground(grid, pens);
    if (grid.cells() <= most_single_cells) {
        for (std::uint32_t cell = 0; cell < grid.cells(); ++cell) {
            const CellLook look = look_of(cell);
            draw_single_cell(grid, pens, styles[look.style], cell, look);
        }
        return;
    }
    const ImVec2 extent = grid.extent();
    draw_letters(grid, pens, styles, pens.grids->draw(ImGui::GetWindowDrawList(), key_of(grid, styles), grid.from,
                                                      {grid.from.x + extent.x, grid.from.y + extent.y}, version, grid.cells(), look_of));
}

}  // namespace faultline
