// The address space: with room, a ruler of all of it at its true scale; and every area by itself, a cell a page while there is room, else a cell for several pages that is
// filled as far as they are in memory. Nothing is left out: cells share the pages evenly.
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

void draw_cells(const Scene& scene, const Pens& pens, const Area& area, ImVec2 from, const Grid& grid) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint64_t first = page_number(area.start), pages = area.pages(), cells = grid.cells(pages);
    const std::uint64_t focus = page_number(scene.focus);
    const float gap = grid.cell >= 6.0f ? 1.5f : grid.cell > 3.5f ? 1.0f : 0.0f;
    std::vector<PageMix> uncached;
    const std::uint32_t count_of_cells = static_cast<std::uint32_t>(cells);
    const std::vector<PageMix>& mixes = pens.mixes != nullptr ? pens.mixes->of(scene.serial, area, first, grid.pages_per_cell, count_of_cells)
                                                              : (uncached = mix_pages(area, first, grid.pages_per_cell, count_of_cells));
    if (grid.cell < 7.0f) {
        // Cells this small have no edge of their own; the ruler has one.
        const float width = grid.cell * static_cast<float>(std::min<std::uint64_t>(cells, grid.columns));
        const float height = grid.cell * static_cast<float>((cells + grid.columns - 1) / grid.columns);
        list->AddRectFilled(from, {from.x + width, from.y + height}, ink(pens.theme->raised), 2.0f);
        list->AddRect({from.x - 1.0f, from.y - 1.0f}, {from.x + width + 1.0f, from.y + height + 1.0f}, ink(pens.theme->edge), 2.0f);
    }
    ImVec2 lit_from{}, lit_to{};
    for (std::uint32_t cell = 0; cell < count_of_cells; ++cell) {
        const std::uint64_t page = first + cell * grid.pages_per_cell;
        const std::uint64_t count = std::min(grid.pages_per_cell, first + pages - page);
        const ImVec2 at{from.x + grid.cell * static_cast<float>(cell % grid.columns), from.y + grid.cell * static_cast<float>(cell / grid.columns)};
        const ImVec2 end{at.x + grid.cell - gap, at.y + grid.cell - gap};
        const PageMix& mix = mixes[cell];
        if (count == 1 && grid.pages_per_cell == 1) {
            draw_cell(list, pens, pens.theme->style(mix.look), at, end, false);
        } else {
            draw_mixed_cell(list, pens.theme->style(mix.look), at, end, mix.part());
        }
        const std::uint64_t arrived = scene.arrivals.empty() ? 0 : page_number(scene.arrivals.front().address);
        if (pens.motion != nullptr && arrived >= page && arrived < page + count) {
            pens.motion->note(Landmark::Page, {(at.x + end.x) / 2.0f, (at.y + end.y) / 2.0f});
        }
        if (focus >= page && focus < page + count) {
            lit_from = at;
            lit_to = end;
        }
    }
    if (lit_to.x > 0.0f) {
        list->AddRect({lit_from.x - 2.0f, lit_from.y - 2.0f}, {lit_to.x + 2.0f, lit_to.y + 2.0f}, ink(pens.theme->accent), 4.0f, 0, 2.5f);
    }
}

void point_at_cells(const Scene& scene, const Pens& pens, const Area& area, ImVec2 from, const Grid& grid, Intents& intents) {
    const std::uint64_t cells = grid.cells(area.pages());
    const float height = grid.cell * static_cast<float>((cells + grid.columns - 1) / grid.columns);
    ImGui::SetCursorScreenPos(from);
    ImGui::InvisibleButton("cells", {grid.cell * static_cast<float>(grid.columns), std::max(height, 8.0f)});
    if (!ImGui::IsItemHovered()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::uint64_t column = static_cast<std::uint64_t>(std::max(0.0f, (mouse.x - from.x) / grid.cell));
    const std::uint64_t row = static_cast<std::uint64_t>(std::max(0.0f, (mouse.y - from.y) / grid.cell));
    const std::uint64_t cell = row * grid.columns + std::min<std::uint64_t>(column, grid.columns - 1);
    if (cell >= cells) return;
    const std::uint64_t page = page_number(area.start) + cell * grid.pages_per_cell;
    const std::uint64_t address = page << page_shift;
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

/// With room beside, name, numbers and cells stand in one line; else the cells stand below.
void draw_area(const Scene& scene, const Pens& pens, const Area& area, float height, Intents& intents) {
    const float width = ImGui::GetContentRegionAvail().x;
    const bool beside = width > 500.0f;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool here = scene.focus >= area.start && scene.focus < area.end;
    const std::string numbers = area_numbers(area);
    const float numbers_width = text_extent(pens.text, size::small_text, numbers).x;
    const float label = beside ? 300.0f : width - 4.0f;
    text_at(list, here ? pens.strong : pens.text, size::text, at, pens.theme->text, area.name, label - numbers_width - 22.0f);
    text_at(list, pens.text, size::small_text, {at.x + label - numbers_width - 12.0f, at.y + 1.0f}, pens.theme->muted, numbers);
    const ImVec2 cells{at.x + (beside ? label : 0.0f) + 3.0f, beside ? at.y + 2.0f : at.y + 24.0f};
    const Grid grid = fit(area.pages(), width - (beside ? label : 0.0f) - 8.0f, height);
    draw_cells(scene, pens, area, cells, grid);
    point_at_cells(scene, pens, area, cells, grid, intents);
    const std::uint64_t rows = (grid.cells(area.pages()) + grid.columns - 1) / grid.columns;
    const float tall = grid.cell * static_cast<float>(rows) + (beside ? 2.0f : 26.0f);
    ImGui::SetCursorScreenPos({at.x, at.y + std::max(tall, 20.0f) + 4.0f});
    ImGui::Dummy({1.0f, 0.0f});
}

/// The area in focus is brought into sight when it changes, for as many frames as the layout takes to settle.
void follow(const Area& area) {
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("area"), left = ImGui::GetID("frames left");
    const int now = static_cast<int>(area.start >> page_shift);
    if (kept->GetInt(key) != now) kept->SetInt(left, 3);
    kept->SetInt(key, now);
    if (kept->GetInt(left) == 0) return;
    kept->SetInt(left, kept->GetInt(left) - 1);
    ImGui::SetScrollHereY(0.5f);
}

}  // namespace

void draw_address_space(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.mm == nullptr) return muted(pens, text_of(Message::SummaryProgramEnded));
    if (roomy) draw_ruler(scene, pens, intents);
    // The space goes to the areas by their size, on a scale on which a page still shows.
    std::uint64_t largest = 1;
    for (const Area& area : scene.areas) largest = std::max(largest, area.pages());
    const float spare = std::max(0.0f, ImGui::GetContentRegionAvail().y - 31.0f * static_cast<float>(scene.areas.size()));
    for (const Area& area : scene.areas) {
        const bool big = area.pages() == largest;
        const float height = big ? std::clamp(spare + 18.0f, 48.0f, roomy ? 420.0f : 120.0f) : 18.0f;
        ImGui::PushID(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(area.start)));
        draw_area(scene, pens, area, height, intents);
        ImGui::PopID();
        if (scene.focus >= area.start && scene.focus < area.end) follow(area);
    }
    std::vector<PageLook> present;
    for (std::uint32_t look = 1; look < page_look_count; ++look) {
        const bool any = std::any_of(scene.areas.begin(), scene.areas.end(), [look](const Area& area) { return area.pages_by_look[look] != 0; });
        if (any || roomy) present.push_back(static_cast<PageLook>(look));
    }
    ImGui::Dummy({1.0f, 2.0f});
    legend(pens, std::span<const PageLook>(present));
}

}  // namespace faultline
