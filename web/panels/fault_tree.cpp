// The handler's tree, drawn whole: a column for each third of it where there is room, one long column to scroll where
// there is not. The path that was taken is lit; the row that is selected, or the last one lit, is read whole below.
#include <algorithm>
#include <array>

#include "web/panels/panels.hpp"
#include "web/semantics/fault_words.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {
namespace {

constexpr float detail_height = 88.0f;
constexpr std::size_t parts = 3;

struct Layout {
    std::uint32_t columns = 1;
    float column_width = 0.0f;
    float row_height = 24.0f;
    float indent = 16.0f;
    float letters = size::small_text;
};

struct Place {
    ImVec2 at;
    /// Where the row's column ends.
    float right = 0.0f;

    float middle(const Layout& layout) const { return at.y + layout.row_height / 2.0f; }
};

std::size_t longest_part(const std::vector<FaultTreeRow>& rows) {
    std::array<std::size_t, parts> count{};
    for (const FaultTreeRow& row : rows) ++count[static_cast<std::size_t>(row.part)];
    return *std::max_element(count.begin(), count.end());
}

Layout layout_for(const std::vector<FaultTreeRow>& rows, ImVec2 room) {
    Layout layout;
    layout.columns = room.x >= 700.0f ? parts : 1;
    layout.column_width = room.x / static_cast<float>(layout.columns);
    if (layout.columns == 1) return layout;
    layout.row_height = std::clamp(room.y / static_cast<float>(longest_part(rows) + 1), 16.0f, 26.0f);
    layout.indent = std::clamp(layout.column_width / 26.0f, 9.0f, 16.0f);
    layout.letters = std::clamp(layout.row_height * 0.74f, 12.5f, size::small_text);
    return layout;
}

Message heading_of(FaultTreePart part) {
    switch (part) {
        case FaultTreePart::AddressAndRights:
            return Message::TreeHeadTrap;
        case FaultTreePart::NothingThere:
            return Message::TreeHeadEmpty;
        case FaultTreePart::SomethingThere:
            return Message::TreeHeadPresent;
    }
    return Message::TreeHeadTrap;
}

/// Where each row stands, below the heading of its part.
std::vector<Place> places_of(const std::vector<FaultTreeRow>& rows, const Layout& layout, ImVec2 from) {
    std::vector<Place> places;
    FaultTreePart part = FaultTreePart::SomethingThere;
    std::uint32_t base = 0;
    float x = from.x, y = from.y;
    for (const FaultTreeRow& row : rows) {
        if (places.empty() || row.part != part) {
            part = row.part;
            base = row.depth;
            if (layout.columns > 1) {
                x = from.x + layout.column_width * static_cast<float>(part);
                y = from.y;
            }
            y += layout.row_height;
        }
        const float deeper = static_cast<float>(row.depth > base ? row.depth - base : 0);
        places.push_back({{x + 4.0f + layout.indent * deeper, y}, x + layout.column_width - 10.0f});
        y += layout.row_height;
    }
    return places;
}

void draw_headings(const Pens& pens, const std::vector<FaultTreeRow>& rows, const std::vector<Place>& places,
                   const Layout& layout) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t part = 0; part < parts; ++part) {
        bool lit = false;
        std::size_t first = rows.size();
        for (std::size_t index = rows.size(); index-- > 0;) {
            if (static_cast<std::size_t>(rows[index].part) != part) continue;
            first = index;
            lit = lit || rows[index].lit;
        }
        const ImVec2 at{places[first].at.x, places[first].at.y - layout.row_height};
        text_at(list, pens.strong, layout.letters, {at.x, at.y + 1.0f}, lit ? pens.theme->second : pens.theme->muted,
                text_of(heading_of(static_cast<FaultTreePart>(part))), places[first].right - at.x);
    }
}

/// The line that leads to a row: down from the question whose answer it follows, then across.
void draw_branch(const Pens& pens, const std::vector<FaultTreeRow>& rows, const std::vector<Place>& places,
                 const Layout& layout, std::size_t index) {
    const FaultTreeRow& row = rows[index];
    const bool lit = row.lit && rows[row.from].lit;
    const ImU32 color = ink(lit ? pens.theme->second : pens.theme->edge);
    const float wide = lit ? 3.0f : 1.0f;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (row.from == index || rows[row.from].part != row.part) return;
    const float x = places[row.from].at.x + 5.0f, from = places[row.from].middle(layout) + 5.0f,
                to = places[index].middle(layout);
    list->AddLine({x, from}, {x, to}, color, wide);
    list->AddLine({x, to}, {places[index].at.x + 2.0f, to}, color, wide);
}

/// The trunk goes on below a branch that was not taken.
void draw_trunk(const Pens& pens, const std::vector<FaultTreeRow>& rows, const std::vector<Place>& places,
                const Layout& layout) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::size_t above = rows.size();
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (rows[index].has_answer) continue;
        if (above < index && rows[above].part == rows[index].part) {
            const bool lit = rows[above].lit && rows[index].lit;
            const float x = places[index].at.x + 5.0f;
            list->AddLine({x, places[above].middle(layout) + 5.0f}, {x, places[index].middle(layout) - 5.0f},
                          ink(lit ? pens.theme->second : pens.theme->edge), lit ? 3.0f : 1.0f);
        }
        above = index;
    }
}

float draw_answer(const Pens& pens, const FaultTreeRow& row, ImVec2 at, const Layout& layout) {
    if (!row.has_answer) return 0.0f;
    const std::string_view word = text_of(row.answer ? Message::Yes : Message::No);
    const float letters = layout.letters - 1.5f, wide = 27.0f;
    const ImVec2 extent = text_extent(pens.text, letters, word);
    const ImVec2 from{at.x, at.y + 2.5f}, to{at.x + wide, at.y + layout.row_height - 2.5f};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool filled = row.lit && row.answer;
    const Color color = row.lit ? pens.theme->second : pens.theme->edge;
    list->AddRectFilled(from, to, ink(filled ? color : pens.theme->surface), 8.0f);
    list->AddRect(from, to, ink(color), 8.0f, 0, row.lit ? 2.0f : 1.0f);
    text_at(list, pens.text, letters, {at.x + (wide - extent.x) / 2.0f, (from.y + to.y - extent.y) / 2.0f},
            filled    ? pens.theme->on_accent
            : row.lit ? pens.theme->text
                      : pens.theme->muted,
            word);
    return wide + 5.0f;
}

std::string_view name_of_row(const FaultTreeRow& row) {
    return row.is_leaf ? spoken(row.leaf).name : text_of(short_question(row.question));
}

void draw_row(const Pens& pens, const FaultTreeRow& row, const Place& place, const Layout& layout, bool selected) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    float x = place.at.x + (row.has_answer ? 3.0f : 0.0f);
    x += draw_answer(pens, row, {x, place.at.y}, layout);
    const float y = place.at.y + (layout.row_height - layout.letters) / 2.0f - 1.0f, middle = place.middle(layout);
    const Color color = row.lit ? pens.theme->text : pens.theme->muted;
    if (row.is_leaf) {
        const Color mark = row.lit ? pens.theme->accent : pens.theme->edge;
        list->AddRectFilled({x, middle - 4.0f}, {x + 8.0f, middle + 4.0f}, ink(mark), 2.0f);
        x += 13.0f;
    } else if (!row.has_answer) {
        list->AddCircleFilled({x + 5.0f, middle}, 5.0f, ink(row.lit ? pens.theme->second : pens.theme->edge));
        x += 16.0f;
    }
    text_at(list, row.lit ? pens.strong : pens.text, layout.letters, {x, y}, color, name_of_row(row), place.right - x);
    if (selected) {
        list->AddRect({place.at.x - 2.0f, place.at.y}, {place.right + 2.0f, place.at.y + layout.row_height},
                      ink(pens.theme->accent), 5.0f, 0, 2.0f);
    }
}

void point_at_row(const Scene& scene, const Pens& pens, const std::vector<FaultTreeRow>& rows, std::size_t index,
                  const Place& place, const Layout& layout, Intents& intents) {
    ImGui::SetCursorScreenPos(place.at);
    ImGui::PushID(static_cast<int>(index));
    ImGui::InvisibleButton("row", {std::max(8.0f, place.right - place.at.x), layout.row_height});
    if (ImGui::IsItemClicked()) push(intents, look::SelectTreeRow{static_cast<std::uint32_t>(index)});
    if (ImGui::IsItemHovered() && ImGui::BeginTooltip()) {
        const TreeRowWords words = tree_row_words(rows[index], scene.fault.has_value());
        ImGui::PushTextWrapPos(360.0f);
        text(pens, words.title);
        for (const std::string& line : words.lines) muted(pens, line);
        code(pens, words.function, pens.theme->muted);
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
    ImGui::PopID();
}

/// The end of what is lit is brought into sight when it changes.
void follow(std::size_t last_lit, const Place& place) {
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("last lit");
    if (kept->GetInt(key, -1) == static_cast<int>(last_lit)) return;
    kept->SetInt(key, static_cast<int>(last_lit));
    ImGui::SetScrollFromPosY(place.at.y - ImGui::GetWindowPos().y, 0.6f);
}

void draw_detail(const Scene& scene, const Pens& pens, const std::vector<FaultTreeRow>& rows, std::size_t row) {
    ImGui::BeginChild("detail", {0.0f, 0.0f}, ImGuiChildFlags_None);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, ink(pens.theme->hairline));
    ImGui::Dummy({1.0f, 2.0f});
    if (row >= rows.size()) {
        muted(pens, text_of(Message::TreePickNode));
    } else {
        const TreeRowWords words = tree_row_words(rows[row], scene.fault.has_value());
        const float function_width = text_extent(pens.code, size::small_text, words.function).x;
        const ImVec2 line_at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x,
                    title_width = text_extent(pens.strong, size::text, words.title).x;
        strong(pens, words.title, pens.theme->text);
        if (title_width + function_width + 20.0f < width) {
            text_at(ImGui::GetWindowDrawList(), pens.code, size::small_text,
                    {line_at.x + width - function_width, line_at.y + 1.0f}, pens.theme->muted, words.function);
        } else {
            code(pens, words.function, pens.theme->muted);
        }
        ImGui::PushTextWrapPos(0.0f);
        for (const std::string& line : words.lines) muted(pens, line);
        ImGui::PopTextWrapPos();
    }
    ImGui::EndChild();
}

}  // namespace

void draw_fault_tree(const Scene& scene, const Pens& pens, Intents& intents) {
    const std::uint32_t shown = pens.motion != nullptr ? pens.motion->answers_lit(scene) : scene.fault_answers_shown;
    const std::vector<FaultTreeRow> rows = lit_fault_tree(scene.fault ? &*scene.fault : nullptr, shown);
    std::size_t last_lit = rows.size();
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (rows[index].lit) last_lit = index;
    }
    ImGui::BeginChild("tree", {0.0f, -detail_height}, ImGuiChildFlags_None);
    const Layout layout = layout_for(rows, ImGui::GetContentRegionAvail());
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const std::vector<Place> places = places_of(rows, layout, from);
    draw_headings(pens, rows, places, layout);
    draw_trunk(pens, rows, places, layout);
    for (const bool lit : {false, true}) {
        for (std::size_t index = 0; index < rows.size(); ++index) {
            if (rows[index].lit == lit) draw_branch(pens, rows, places, layout, index);
        }
    }
    float lowest = from.y;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        draw_row(pens, rows[index], places[index], layout, scene.view->tree_row == static_cast<std::uint32_t>(index));
        point_at_row(scene, pens, rows, index, places[index], layout, intents);
        lowest = std::max(lowest, places[index].at.y + layout.row_height);
    }
    ImGui::SetCursorScreenPos({from.x, lowest});
    ImGui::Dummy({1.0f, 0.0f});
    if (last_lit < rows.size()) follow(last_lit, places[last_lit]);
    ImGui::EndChild();
    draw_detail(scene, pens, rows, scene.view->tree_row ? *scene.view->tree_row : last_lit);
}

}  // namespace faultline
