// The address space: with room, a ruler of all of it at its true scale; and every area by itself, a cell a page while there
// is room, else a cell for several pages that is filled as far as they are in memory. Nothing is left out: cells share the
// pages evenly. What is out of sight is not drawn, and equal cells side by side are one rectangle.
#include <algorithm>
#include <cmath>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

struct Grid {
    float cell = size::cell;
    std::uint32_t columns = 1;
    std::uint32_t rows = 1;
    std::uint64_t pages_per_cell = 1;

    std::uint64_t cells(std::uint64_t pages) const { return (pages + pages_per_cell - 1) / pages_per_cell; }
};

/// The largest cells with which `pages` fit into the space; below the smallest, several pages share one.
Grid fit(std::uint64_t pages, float width, float height) {
    Grid grid;
    for (float cell = size::cell; cell >= size::smallest_cell; cell -= 1.0f) {
        grid.cell = cell;
        grid.columns = std::max(1u, static_cast<std::uint32_t>(width / cell));
        grid.rows = std::max(1u, static_cast<std::uint32_t>(height / cell));
        if (pages <= std::uint64_t{grid.columns} * grid.rows) return grid;
    }
    const std::uint64_t slots = std::uint64_t{grid.columns} * grid.rows;
    grid.pages_per_cell = (pages + slots - 1) / slots;
    return grid;
}

/// The pages of an area, a cell for each or for several, row by row.
struct Cells {
    const Area* area = nullptr;
    Grid grid;
    ImVec2 from;

    std::uint64_t count() const { return grid.cells(area->pages()); }
    std::uint64_t rows() const { return (count() + grid.columns - 1) / grid.columns; }
    float gap() const { return grid.cell >= 6.0f ? 1.5f : grid.cell > 3.5f ? 1.0f : 0.0f; }
    bool has_page_of(std::uint64_t address) const { return area->contains(address); }
    std::uint64_t cell_of(std::uint64_t address) const {
        return (page_number(address) - area->first_page()) / grid.pages_per_cell;
    }
    ImVec2 corner(std::uint64_t cell) const {
        return {from.x + grid.cell * static_cast<float>(cell % grid.columns), from.y + grid.cell * static_cast<float>(cell / grid.columns)};
    }
    ImVec2 far_corner(std::uint64_t cell) const {
        const ImVec2 at = corner(cell);
        return {at.x + grid.cell - gap(), at.y + grid.cell - gap()};
    }
};

/// Whether cells in a row of this look are the same picture as one long cell, but for the gaps between them.
bool stretches(const CellStyle& style, const Grid& grid) {
    if (grid.pages_per_cell > 1) return true;
    switch (style.shape) {
        case Shape::Solid:
        case Shape::Wide: return grid.cell < 10.0f;   // larger ones have round corners
        case Shape::Hollow:
        case Shape::Ring:
        case Shape::Split:
        case Shape::Folded:
        case Shape::Double:
        case Shape::Dashed: return grid.cell < 7.0f;   // smaller ones have no details
        case Shape::Hatched:
        case Shape::Barred: return false;
    }
    return false;
}

bool alike(const PageMix& a, const PageMix& b) { return a.look == b.look && (a.touched == b.touched || a.part() == b.part()); }

/// Cells [cell, end) of one row. Those that look alike are drawn at once.
void draw_row(const Pens& pens, const Cells& cells, const std::vector<PageMix>& mixes, std::size_t cell, std::size_t end) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    while (cell < end) {
        const PageMix& mix = mixes[cell];
        const CellStyle& style = pens.theme->style(mix.look);
        std::size_t last = cell;
        if (stretches(style, cells.grid)) {
            while (last + 1 < end && alike(mixes[last + 1], mix)) ++last;
        }
        if (cells.grid.pages_per_cell == 1) draw_cell(list, pens, style, cells.corner(cell), cells.far_corner(last), false);
        else draw_mixed_cell(list, style, cells.corner(cell), cells.far_corner(last), mix.part());
        cell = last + 1;
    }
}

/// Only the rows that are in sight.
void draw_cells(const Scene& scene, const Pens& pens, const Cells& cells) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Grid& grid = cells.grid;
    const Area& area = *cells.area;
    const std::uint64_t count = cells.count();
    const std::uint32_t count_of_cells = static_cast<std::uint32_t>(count);
    std::vector<PageMix> uncached;
    const std::vector<PageMix>& mixes = pens.mixes != nullptr ? pens.mixes->of(area, area.first_page(), grid.pages_per_cell, count_of_cells)
                                                              : (uncached = mix_pages(area, area.first_page(), grid.pages_per_cell, count_of_cells));
    const float width = grid.cell * static_cast<float>(std::min<std::uint64_t>(count, grid.columns));
    const float height = grid.cell * static_cast<float>(cells.rows());
    const bool small = grid.cell < 7.0f;
    if (small) {
        // Cells this small have no edge of their own; the ruler has one.
        list->AddRectFilled(cells.from, {cells.from.x + width, cells.from.y + height}, ink(pens.theme->raised), 2.0f);
        list->AddRect({cells.from.x - 1.0f, cells.from.y - 1.0f}, {cells.from.x + width + 1.0f, cells.from.y + height + 1.0f}, ink(pens.theme->edge), 2.0f);
    }
    const float above = std::max(0.0f, list->GetClipRectMin().y - cells.from.y), below = std::max(0.0f, list->GetClipRectMax().y - cells.from.y);
    const std::uint64_t first_row = static_cast<std::uint64_t>(above / grid.cell);
    const std::uint64_t end_row = std::min(cells.rows(), static_cast<std::uint64_t>(below / grid.cell) + 1);
    for (std::uint64_t row = first_row; row < end_row; ++row) {
        draw_row(pens, cells, mixes, static_cast<std::size_t>(row * grid.columns), static_cast<std::size_t>(std::min(count, (row + 1) * grid.columns)));
    }
    // The gaps between cells that were drawn at once.
    if (cells.gap() > 0.0f && grid.cell < 10.0f && first_row < end_row) {
        const float top = cells.corner(first_row * grid.columns).y, bottom = cells.from.y + grid.cell * static_cast<float>(end_row);
        for (float x = cells.from.x + grid.cell; x < cells.from.x + width; x += grid.cell) {
            list->AddRectFilled({x - cells.gap(), top}, {x, bottom}, ink(small ? pens.theme->raised : pens.theme->surface));
        }
    }
    if (!cells.has_page_of(scene.focus)) return;
    const ImVec2 at = cells.corner(cells.cell_of(scene.focus)), end = cells.far_corner(cells.cell_of(scene.focus));
    list->AddRect({at.x - 2.0f, at.y - 2.0f}, {end.x + 2.0f, end.y + 2.0f}, ink(pens.theme->accent), 4.0f, 0, 2.5f);
}

/// Where the page that has just come is, in sight or not.
void note_arrival(const Scene& scene, const Pens& pens, const Cells& cells) {
    if (pens.motion == nullptr || scene.arrivals.empty() || !cells.has_page_of(scene.arrivals.front().address)) return;
    const std::uint64_t cell = cells.cell_of(scene.arrivals.front().address);
    const ImVec2 at = cells.corner(cell), end = cells.far_corner(cell);
    pens.motion->note(Landmark::Page, {(at.x + end.x) / 2.0f, (at.y + end.y) / 2.0f});
}

void point_at_cells(const Scene& scene, const Pens& pens, const Cells& cells, Intents& intents) {
    const Grid& grid = cells.grid;
    const float height = grid.cell * static_cast<float>(cells.rows());
    ImGui::SetCursorScreenPos(cells.from);
    ImGui::InvisibleButton("cells", {grid.cell * static_cast<float>(grid.columns), std::max(height, 8.0f)});
    if (!ImGui::IsItemHovered()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::uint64_t column = static_cast<std::uint64_t>(std::max(0.0f, (mouse.x - cells.from.x) / grid.cell));
    const std::uint64_t row = static_cast<std::uint64_t>(std::max(0.0f, (mouse.y - cells.from.y) / grid.cell));
    const std::uint64_t cell = row * grid.columns + std::min<std::uint64_t>(column, grid.columns - 1);
    if (cell >= cells.count()) return;
    const std::uint64_t address = (cells.area->first_page() + cell * grid.pages_per_cell) << page_shift;
    if (ImGui::IsItemClicked()) push(intents, look::SelectPage{address});
    if (!ImGui::BeginTooltip()) return;
    const Pte pte = leaf_entry(*scene.machine, *scene.mm, address);
    text(pens, place_text(*scene.machine, *scene.mm, address));
    code(pens, hex_text(address), pens.theme->muted);
    if (grid.pages_per_cell > 1) muted(pens, say(Message::CellHolds, {{"count", count_text(grid.pages_per_cell)}}));
    muted(pens, pte_bits_text(pte));
    ImGui::EndTooltip();
}

std::string area_numbers(const Area& area) {
    return say(Message::AreaNumbers, {{"resident", bytes_text(area.resident() * page_bytes)}, {"size", bytes_text(area.end - area.start)}});
}

/// How an area stands in its place: with room beside, name, numbers and cells are in one line; else the cells stand below.
struct Layout {
    bool beside = false;
    float label = 0.0f;
    ImVec2 cells;
    Grid grid;
    float height = 0.0f;
};

Layout lay_out(const Area& area, float width, float cells_height) {
    Layout layout;
    layout.beside = width > 500.0f;
    layout.label = layout.beside ? 300.0f : width - 4.0f;
    layout.cells = {(layout.beside ? layout.label : 0.0f) + 3.0f, layout.beside ? 2.0f : 24.0f};
    layout.grid = fit(area.pages(), width - (layout.beside ? layout.label : 0.0f) - 8.0f, cells_height);
    const std::uint64_t rows = (layout.grid.cells(area.pages()) + layout.grid.columns - 1) / layout.grid.columns;
    const float tall = layout.grid.cell * static_cast<float>(rows) + (layout.beside ? 2.0f : 26.0f);
    layout.height = std::max(tall, 20.0f) + 4.0f;
    return layout;
}

void draw_area(const Scene& scene, const Pens& pens, const Cells& cells, const Layout& layout, ImVec2 at, Intents& intents) {
    const Area& area = *cells.area;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::string numbers = area_numbers(area);
    const float numbers_width = text_extent(pens.text, size::small_text, numbers).x;
    text_at(list, area.contains(scene.focus) ? pens.strong : pens.text, size::text, at, pens.theme->text,
            area_name(*scene.machine, *scene.mm, area), layout.label - numbers_width - 22.0f);
    text_at(list, pens.text, size::small_text, {at.x + layout.label - numbers_width - 12.0f, at.y + 1.0f}, pens.theme->muted, numbers);
    ImGui::PushID(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(area.start)));
    draw_cells(scene, pens, cells);
    point_at_cells(scene, pens, cells, intents);
    ImGui::PopID();
}

/// The area in focus is brought into sight when it changes, for as many frames as the layout takes to settle.
void follow(const Area& area, float middle) {
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("area"), left = ImGui::GetID("frames left");
    const int now = static_cast<int>(area.start >> page_shift);
    if (kept->GetInt(key) != now) kept->SetInt(left, 3);
    kept->SetInt(key, now);
    if (kept->GetInt(left) == 0) return;
    kept->SetInt(left, kept->GetInt(left) - 1);
    ImGui::SetScrollFromPosY(middle - ImGui::GetWindowPos().y, 0.5f);
}

/// One below the other; only those in sight are drawn.
void draw_areas(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    // The space goes to the areas by their size, on a scale on which a page still shows.
    std::uint64_t largest = 1;
    for (const Area& area : scene.areas) largest = std::max(largest, area.pages());
    const float spare = std::max(0.0f, ImGui::GetContentRegionAvail().y - 31.0f * static_cast<float>(scene.areas.size()));
    const float most = std::clamp(spare + 18.0f, 48.0f, roomy ? 420.0f : 120.0f), width = ImGui::GetContentRegionAvail().x;
    const ImDrawList* list = ImGui::GetWindowDrawList();
    ImVec2 at = ImGui::GetCursorScreenPos();
    for (const Area& area : scene.areas) {
        const Layout layout = lay_out(area, width, area.pages() == largest ? most : 18.0f);
        const Cells cells{&area, layout.grid, {at.x + layout.cells.x, at.y + layout.cells.y}};
        note_arrival(scene, pens, cells);
        if (at.y <= list->GetClipRectMax().y && at.y + layout.height >= list->GetClipRectMin().y) draw_area(scene, pens, cells, layout, at, intents);
        if (area.contains(scene.focus)) follow(area, at.y + layout.height / 2.0f);
        at.y += layout.height + ImGui::GetStyle().ItemSpacing.y;
    }
    ImGui::SetCursorScreenPos(at);
}

}  // namespace

void draw_address_space(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.mm == nullptr) return muted(pens, text_of(Message::SummaryProgramEnded));
    if (roomy) draw_ruler(scene, pens, intents);
    draw_areas(scene, pens, roomy, intents);
    LookCounts pages{};
    for (const Area& area : scene.areas) {
        for (std::size_t look = 0; look < page_look_count; ++look) pages[look] += area.pages_by_look[look];
    }
    std::vector<PageLook> present;
    for (std::uint32_t look = 1; look < page_look_count; ++look) {
        if (pages[look] != 0 || roomy) present.push_back(static_cast<PageLook>(look));
    }
    ImGui::Dummy({1.0f, 2.0f});
    legend(pens, std::span<const PageLook>(present));
}

}  // namespace faultline
