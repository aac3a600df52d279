// The address space at its true scale: a ruler that can be zoomed from all 128 TiB down to sixteen pages. Areas too
// small for a pixel are widened to two, so that none is lost; a page wide enough is a cell with its letter.
#include <algorithm>
#include <cmath>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

constexpr float band_height = 30.0f;
constexpr float least_width = 2.0f;
constexpr float cell_from = 6.0f;  // pixels a page, from which on pages are cells of their own

/// Pages to pixels and back.
struct Scale {
    RulerRange range;
    ImVec2 at;
    float width = 1.0f;

    float x_of(std::uint64_t page) const {
        if (page <= range.first) return at.x;
        const double part = static_cast<double>(page - range.first) / static_cast<double>(range.pages);
        return at.x + static_cast<float>(std::min(1.0, part) * static_cast<double>(width));
    }
    std::uint64_t page_at(float x) const {
        const double part = std::clamp(static_cast<double>((x - at.x) / width), 0.0, 0.999999);
        return range.first + static_cast<std::uint64_t>(part * static_cast<double>(range.pages));
    }
    float pixels_a_page() const { return width / static_cast<float>(range.pages); }
    std::uint64_t end() const { return range.first + range.pages; }
    bool holds(const Area& area) const { return area.end_page() > range.first && area.first_page() < end(); }
    /// The pages of an area that are shown.
    std::uint64_t first_of(const Area& area) const { return std::max(area.first_page(), range.first); }
    std::uint64_t end_of(const Area& area) const { return std::min(area.end_page(), end()); }
};

/// The first area that ends behind the beginning of the ruler.
std::size_t first_shown(const Scene& scene, const Scale& scale) {
    const auto first = std::partition_point(scene.areas.begin(), scene.areas.end(),
                                            [&scale](const Area& area) { return area.end_page() <= scale.range.first; });
    return static_cast<std::size_t>(first - scene.areas.begin());
}

void draw_area_cells(const Scene& scene, const Pens& pens, const Scale& scale, const Area& area) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::uint64_t page = scale.first_of(area); page < scale.end_of(area); ++page) {
        const float left = scale.x_of(page), right = scale.x_of(page + 1);
        const float gap = right - left > 9.0f ? 1.5f : 1.0f;
        draw_cell(list, pens, pens.theme->style(area.look(page)), {left, scale.at.y}, {right - gap, scale.at.y + band_height},
                  page == page_number(scene.focus));
    }
}

/// Columns of two pixels or a little more, each for as many pages: the more of them are there, the higher it is filled.
/// Columns alike are one.
void draw_area_columns(const Pens& pens, const Scale& scale, const Area& area) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint64_t first = scale.first_of(area), end = scale.end_of(area);
    const float left = scale.x_of(first), right = scale.x_of(end);
    const std::uint64_t most = std::max<std::uint64_t>(1, static_cast<std::uint64_t>((right - left) / least_width));
    const std::uint64_t share = (end - first + most - 1) / most;
    const std::uint32_t columns = static_cast<std::uint32_t>((end - first + share - 1) / share);
    const std::vector<PageMix>& mixes = pens.mixes->of(area, first, share, columns).cells;
    list->AddRectFilled({left, scale.at.y}, {right, scale.at.y + band_height}, ink(pens.theme->raised));
    const auto x_of = [&](std::uint32_t column) { return std::min(right, scale.x_of(first + column * share)); };
    for (std::uint32_t column = 0; column < columns;) {
        std::uint32_t last = column + 1;
        while (last < columns && mixes[last] == mixes[column]) ++last;
        draw_mixed_cell(list, pens.theme->style(mixes[column].look), {x_of(column), scale.at.y},
                        {x_of(last), scale.at.y + band_height}, mixes[column].part());
        column = last;
    }
    list->AddRect({left, scale.at.y}, {right, scale.at.y + band_height}, ink(pens.theme->edge));
}

/// Areas in a row that are narrower than a column and share one: all of their pages in it. Returns the first after them.
std::size_t draw_narrow_areas(const Scene& scene, const Pens& pens, const Scale& scale, std::size_t index) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float left = scale.x_of(scene.areas[index].first_page());
    LookCounts counts{};
    for (; index < scene.areas.size(); ++index) {
        const Area& area = scene.areas[index];
        if (!scale.holds(area) || scale.x_of(area.end_page()) >= left + least_width) break;
        std::size_t near = 0;
        const bool whole = area.first_page() >= scale.range.first && area.end_page() <= scale.end();
        const LookCounts more = whole ? area.pages_by_look : area.count(scale.first_of(area), scale.end_of(area), near);
        for (std::size_t look = 0; look < page_look_count; ++look) counts[look] += more[look];
    }
    const PageMix mix = mix_of(counts);
    const ImVec2 from{left, scale.at.y}, to{left + least_width, scale.at.y + band_height};
    list->AddRectFilled(from, to, ink(pens.theme->raised));
    draw_mixed_cell(list, pens.theme->style(mix.look), from, to, mix.part());
    list->AddRect(from, to, ink(pens.theme->edge));
    return index;
}

/// The areas that the ruler shows, each in its place.
void draw_band(const Scene& scene, const Pens& pens, const Scale& scale) {
    for (std::size_t index = first_shown(scene, scale); index < scene.areas.size() && scale.holds(scene.areas[index]);) {
        const Area& area = scene.areas[index];
        if (scale.x_of(area.end_page()) < scale.x_of(area.first_page()) + least_width) {
            index = draw_narrow_areas(scene, pens, scale, index);
            continue;
        }
        if (scale.pixels_a_page() >= cell_from) draw_area_cells(scene, pens, scale, area);
        else draw_area_columns(pens, scale, area);
        ++index;
    }
}

/// Names above the band, where there is room beside the one before.
void draw_names(const Scene& scene, const Pens& pens, const Scale& scale) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    float free_from = scale.at.x;
    for (std::size_t index = first_shown(scene, scale); index < scene.areas.size() && scale.holds(scene.areas[index]); ++index) {
        const Area& area = scene.areas[index];
        const float left = scale.x_of(area.first_page());
        if (left < free_from) continue;
        const std::string name = area_name(*scene.machine, *scene.mm, area);
        const float wide = text_extent(pens.text, size::small_text, name).x;
        const float x = std::min(left, scale.at.x + scale.width - wide);
        if (x < free_from) continue;
        text_at(list, pens.text, size::small_text, {x, scale.at.y - 20.0f}, area.contains(scene.focus) ? pens.theme->text : pens.theme->muted, name);
        list->AddLine({left, scale.at.y - 3.0f}, {left, scale.at.y}, ink(pens.theme->edge));
        free_from = x + wide + 14.0f;
    }
}

/// Addresses below the band, at round places, where there is room beside the one before.
void draw_addresses(const Pens& pens, const Scale& scale) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::uint64_t step = 1;
    const float room = text_extent(pens.code, size::small_text, "0x7fffffffffff").x + 26.0f;
    while (scale.pixels_a_page() * static_cast<float>(step) < room) step *= 2;
    float free_from = scale.at.x;
    for (std::uint64_t page = (scale.range.first + step - 1) / step * step;
         page <= scale.range.first + scale.range.pages; page += step) {
        const std::string name = hex_text(page << page_shift);
        const float x = scale.x_of(page);
        list->AddLine({x, scale.at.y + band_height}, {x, scale.at.y + band_height + 5.0f}, ink(pens.theme->edge));
        const float wide = text_extent(pens.code, size::small_text, name).x;
        const float left = std::clamp(x - wide / 2.0f, scale.at.x, scale.at.x + scale.width - wide);
        if (left < free_from) continue;
        text_at(list, pens.code, size::small_text, {left, scale.at.y + band_height + 6.0f}, pens.theme->muted, name);
        free_from = left + wide + 8.0f;
    }
}

/// The whole address space in a thin line, with the part that the ruler shows.
void draw_window(const Scene& scene, const Pens& pens, const Scale& scale, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Scale whole{RulerRange::whole(), {scale.at.x, y}, scale.width};
    list->AddRectFilled({scale.at.x, y + 3.0f}, {scale.at.x + scale.width, y + 6.0f}, ink(pens.theme->raised));
    float drawn_to = 0.0f;
    for (const Area& area : scene.areas) {
        const float x = whole.x_of(area.first_page()), end = std::max(x + least_width, whole.x_of(area.end_page()));
        // Many areas lie on one pixel.
        if (end < drawn_to + 0.5f) continue;
        list->AddRectFilled({x, y + 1.0f}, {end, y + 8.0f}, ink(pens.theme->edge));
        drawn_to = end;
    }
    const float from = std::min(whole.x_of(scale.range.first), scale.at.x + scale.width - 5.0f),
                to = std::max(from + 4.0f, whole.x_of(scale.range.first + scale.range.pages));
    list->AddRect({from - 1.0f, y - 1.0f}, {to + 1.0f, y + 10.0f}, ink(pens.theme->accent), 3.0f, 0, 2.0f);
}

void buttons(const Pens& pens, Intents& intents) {
    struct Button {
        Message name;
        LookIntent what;
    };
    const Button all[] = {{Message::ZoomIn, look::Zoom{true}},       {Message::ZoomOut, look::Zoom{false}},
                          {Message::PanBack, look::Pan{-25}},        {Message::PanForward, look::Pan{25}},
                          {Message::ZoomToArea, look::ZoomToArea{}}, {Message::ZoomToWhole, look::ZoomToWhole{}}};
    const WithFont font(pens.text, size::small_text);
    bool first = true;
    for (const Button& one : all) {
        const std::string name(text_of(one.name));
        if (!first) {
            ImGui::SameLine(0.0f, 5.0f);
            if (ImGui::GetContentRegionAvail().x < ImGui::CalcTextSize(name.c_str()).x + 20.0f) ImGui::NewLine();
        }
        first = false;
        if (ImGui::Button(name.c_str(), {0.0f, size::target})) push(intents, one.what);
    }
}

void point_at_band(const Scene& scene, const Pens& pens, const Scale& scale, Intents& intents) {
    ImGui::SetCursorScreenPos(scale.at);
    ImGui::InvisibleButton("band", {scale.width, band_height});
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4.0f)) {
        const float pages = -io.MouseDelta.x / scale.width * static_cast<float>(scale.range.pages);
        RulerRange moved = scale.range;
        const std::uint64_t by = static_cast<std::uint64_t>(std::fabs(pages));
        if (pages < 0.0f)
            moved.first -= std::min(moved.first, by);
        else
            moved.first += by;
        if (by != 0) push(intents, look::ShowRange{moved});
        return;
    }
    if (!ImGui::IsItemHovered()) return;
    const std::uint64_t page = scale.page_at(io.MousePos.x), address = page << page_shift;
    if (io.MouseWheel != 0.0f) push(intents, look::ShowRange{scale.range.zoomed(page, io.MouseWheel > 0.0f)});
    const ImVec2 dragged = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 4.0f);
    const bool click = ImGui::IsItemDeactivated() && dragged.x == 0.0f && dragged.y == 0.0f;
    if (click && area_at(scene.areas, address) != nullptr) push(intents, look::SelectPage{address});
    if (!ImGui::BeginTooltip()) return;
    text(pens, place_text(*scene.machine, *scene.mm, address));
    code(pens, hex_text(address), pens.theme->muted);
    if (area_at(scene.areas, address) != nullptr)
        muted(pens, pte_bits_text(leaf_entry(*scene.machine, *scene.mm, address)));
    else
        muted(pens, text_of(Message::LookUnmapped));
    ImGui::EndTooltip();
}

}  // namespace

void draw_ruler(const Scene& scene, const Pens& pens, Intents& intents) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 6.0f;
    const Scale scale{scene.view->ruler, {at.x + 2.0f, at.y + 22.0f}, std::max(16.0f, width)};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({scale.at.x, scale.at.y + band_height / 2.0f},
                  {scale.at.x + scale.width, scale.at.y + band_height / 2.0f}, ink(pens.theme->hairline), 2.0f);
    draw_band(scene, pens, scale);
    const std::uint64_t focus = page_number(scene.focus);
    if (scale.pixels_a_page() < cell_from && focus >= scale.range.first &&
        focus - scale.range.first < scale.range.pages) {
        const float x = scale.x_of(focus);
        list->AddTriangleFilled({x - 5.0f, scale.at.y + band_height + 7.0f},
                                {x + 5.0f, scale.at.y + band_height + 7.0f}, {x, scale.at.y + band_height - 1.0f},
                                ink(pens.theme->accent));
    }
    draw_names(scene, pens, scale);
    draw_addresses(pens, scale);
    draw_window(scene, pens, scale, scale.at.y + band_height + 28.0f);
    point_at_band(scene, pens, scale, intents);
    ImGui::SetCursorScreenPos({at.x, scale.at.y + band_height + 44.0f});
    buttons(pens, intents);
    ImGui::Dummy({1.0f, 4.0f});
}

}  // namespace faultline
