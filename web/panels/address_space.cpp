// The address space: with room, a ruler of all of it at its true scale; and every area by itself, as a grid of cells. What is
// out of sight is not drawn.
#include <algorithm>

#include "web/panels/cell_grid.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

/// The pages of an area.
struct Cells {
    const Area* area = nullptr;
    CellGrid grid;

    bool has_page_of(std::uint64_t address) const { return area->contains(address); }
    std::uint32_t cell_of(std::uint64_t address) const {
        return static_cast<std::uint32_t>((page_number(address) - area->first_page()) / grid.per_cell);
    }
    std::uint64_t address_of(std::uint32_t cell) const { return (area->first_page() + cell * grid.per_cell) << page_shift; }
};

void draw_pages(const Scene& scene, const Pens& pens, const Cells& cells) {
    const CellGrid& grid = cells.grid;
    const Mixes& mixes = pens.mixes->of(*cells.area, cells.area->first_page(), grid.per_cell, grid.cells());
    draw_cells(grid, pens, pens.theme->pages, mixes.version, [&](std::uint32_t cell) {
        const PageMix& mix = mixes.cells[cell];
        const std::size_t style = static_cast<std::size_t>(mix.look);
        return grid.per_cell == 1 ? CellLook{static_cast<std::uint8_t>(style)} : part_look(style, mix.part(), grid);
    });
    if (cells.has_page_of(scene.focus)) draw_ring(grid, pens, cells.cell_of(scene.focus));
}

/// Where the page that has just come is, in sight or not.
void note_arrival(const Scene& scene, const Pens& pens, const Cells& cells) {
    if (pens.motion == nullptr || scene.arrivals.empty() || !cells.has_page_of(scene.arrivals.front().address)) return;
    pens.motion->note(Landmark::Page, cells.grid.middle(cells.cell_of(scene.arrivals.front().address)));
}

void point_at_cells(const Scene& scene, const Pens& pens, const Cells& cells, Intents& intents) {
    const ImVec2 extent = cells.grid.extent();
    ImGui::SetCursorScreenPos(cells.grid.from);
    ImGui::InvisibleButton("cells", {extent.x, std::max(extent.y, 8.0f)});
    if (!ImGui::IsItemHovered()) return;
    const std::optional<std::uint32_t> cell = cells.grid.cell_at(ImGui::GetIO().MousePos);
    if (!cell) return;
    const std::uint64_t address = cells.address_of(*cell);
    if (ImGui::IsItemClicked()) push(intents, look::SelectPage{address});
    if (!ImGui::BeginTooltip()) return;
    const Pte pte = leaf_entry(*scene.machine, *scene.mm, address);
    text(pens, place_text(*scene.machine, *scene.mm, address));
    code(pens, hex_text(address), pens.theme->muted);
    if (cells.grid.per_cell > 1) muted(pens, say(Message::CellHolds, {{"count", count_text(cells.grid.per_cell)}}));
    muted(pens, pte_bits_text(pte));
    ImGui::EndTooltip();
}

std::string area_numbers(const Area& area) {
    return say(Message::AreaNumbers, {{"resident", bytes_text(area.resident() * page_bytes)}, {"size", bytes_text(area.end - area.start)}});
}

/// How an area stands in its place: with room beside, name, numbers and cells are in one line; else the cells stand below.
struct Layout {
    float label = 0.0f;
    ImVec2 cells;
    CellGrid grid;
    float height = 0.0f;
};

Layout lay_out(const Area& area, float width, float cells_height) {
    Layout layout;
    const bool beside = width > 500.0f;
    layout.label = beside ? 300.0f : width - 4.0f;
    layout.cells = {(beside ? layout.label : 0.0f) + 3.0f, beside ? 2.0f : 24.0f};
    layout.grid = CellGrid::fit(area.pages(), width - (beside ? layout.label : 0.0f) - 8.0f, cells_height);
    layout.height = std::max(layout.grid.extent().y + (beside ? 2.0f : 26.0f), 20.0f) + 4.0f;
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
    draw_pages(scene, pens, cells);
    point_at_cells(scene, pens, cells, intents);
    ImGui::PopID();
}

/// The area in focus is brought into sight when it changes, has come back or has got another room, for as many frames as the layout
/// takes to settle.
void follow(const Area& area, float middle) {
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("area"), left = ImGui::GetID("frames left"), last = ImGui::GetID("last frame"), height = ImGui::GetID("height");
    const int now = static_cast<int>(area.start >> page_shift), frame = ImGui::GetFrameCount(), tall = static_cast<int>(ImGui::GetWindowHeight());
    // A view that had nothing to show has lost its place.
    if (kept->GetInt(key) != now || kept->GetInt(last) != frame - 1 || kept->GetInt(height) != tall) kept->SetInt(left, 3);
    kept->SetInt(key, now);
    kept->SetInt(last, frame);
    kept->SetInt(height, tall);
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
        const Cells cells{&area, layout.grid.at({at.x + layout.cells.x, at.y + layout.cells.y})};
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
