// The walk of the address in focus: four tables, the index that the address selects in each, and the bits of the entry.
// A coming or past fault of that page shows the last entry as it was and as it became.
#include <algorithm>
#include <array>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

struct Bit {
    char letter;
    std::uint64_t mask;
    Message name;
};

constexpr std::array<Bit, 6> bits{{{'P', Pte::present_bit, Message::BitPresent},
                                   {'W', Pte::writable_bit, Message::BitWritable},
                                   {'U', Pte::user_bit, Message::BitUser},
                                   {'A', Pte::accessed_bit, Message::BitAccessed},
                                   {'D', Pte::dirty_bit, Message::BitDirty},
                                   {'X', Pte::no_execute_bit, Message::BitNoExecute}}};

/// Set bits are filled, clear ones hollow; `changed` ones are ringed.
void draw_bits(const Pens& pens, ImVec2 at, Pte pte, std::uint64_t changed) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const Bit& bit : bits) {
        const bool set = (pte.bits & bit.mask) != 0;
        const ImVec2 end{at.x + 14.0f, at.y + 17.0f};
        if (set) {
            list->AddRectFilled(at, end, ink(pens.theme->second), 3.0f);
        } else {
            list->AddRect(at, end, ink(pens.theme->edge), 3.0f);
        }
        if ((changed & bit.mask) != 0) list->AddRect({at.x - 2.0f, at.y - 2.0f}, {end.x + 2.0f, end.y + 2.0f}, ink(pens.theme->accent), 4.0f, 0, 2.0f);
        const char letter[2] = {bit.letter, 0};
        text_at(list, pens.code, size::small_text, {at.x + 3.0f, at.y + 0.5f}, set ? pens.theme->on_accent : pens.theme->muted, letter);
        at.x += 16.0f;
    }
}

void bits_hint(const Pens& pens, Pte pte) {
    if (!ImGui::IsItemHovered() || !ImGui::BeginTooltip()) return;
    code(pens, hex_text(pte.bits), pens.theme->text);
    ImGui::PushTextWrapPos(280.0f);
    muted(pens, pte_bits_text(pte));
    ImGui::PopTextWrapPos();
    for (const Bit& bit : bits) muted(pens, std::string(1, bit.letter) + "  " + std::string(text_of(bit.name)));
    ImGui::EndTooltip();
}

/// One table of the walk. `row` may be missing: then the walk ended above it.
void draw_level(const Pens& pens, Level level, std::uint32_t index, const WalkRow* row, ImVec2 at, ImVec2 extent, Intents& intents) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + extent.x, at.y + extent.y};
    const Color edge = row == nullptr ? pens.theme->hairline : pens.theme->edge;
    list->AddRect(at, end, ink(edge), 7.0f);
    const Color word = row == nullptr ? pens.theme->muted : pens.theme->text;
    text_at(list, pens.strong, size::text, {at.x + 9.0f, at.y + 6.0f}, word, level_name(level));
    const std::string number = "[" + std::to_string(index) + "]";
    text_at(list, pens.code, size::code, {at.x + 52.0f, at.y + 7.0f}, row == nullptr ? pens.theme->muted : pens.theme->second, number);
    if (row == nullptr) {
        text_at(list, pens.text, size::small_text, {at.x + 10.0f, at.y + 30.0f}, pens.theme->muted, text_of(Message::NoTable), extent.x - 16.0f);
        return;
    }
    const std::string frame = say(Message::InFrame, {{"frame", frame_text(row->table)}});
    text_at(list, pens.text, size::small_text, {at.x + 10.0f, at.y + 28.0f}, pens.theme->muted, frame, extent.x - 16.0f);
    draw_bits(pens, {at.x + 9.0f, at.y + 49.0f}, row->entry, 0);
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID(static_cast<int>(level));
    ImGui::InvisibleButton("level", extent);
    if (ImGui::IsItemClicked()) push(intents, look::SelectFrame{row->table});
    bits_hint(pens, row->entry);
    ImGui::PopID();
}

/// Whose walk it is and where it ends, in one line.
void draw_summary(const Scene& scene, const Pens& pens, const std::vector<WalkRow>& rows, Intents& intents) {
    const WalkRow& last = rows.back();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool mapped = last.entry.present() && (last.level == Level::Pte || last.entry.huge());
    const std::string result = mapped ? say(Message::WalkFindsFrame, {{"frame", frame_text(last.entry.pfn())}})
                                      : say(Message::WalkFindsNothing, {{"bits", pte_bits_text(last.entry)}});
    const float right = text_extent(pens.strong, size::small_text, result).x;
    const std::string whose = say(Message::WalkOf, {{"place", place_text(*scene.machine, *scene.mm, scene.focus)}, {"address", hex_text(scene.focus)}});
    text_at(list, pens.text, size::small_text, {at.x, at.y + 1.0f}, pens.theme->muted, whose, width - right - 14.0f);
    text_at(list, pens.strong, size::small_text, {at.x + width - right - 4.0f, at.y + 1.0f}, mapped ? pens.theme->good : pens.theme->accent, result);
    ImGui::InvisibleButton("end", {std::max(1.0f, width), 20.0f});
    if (mapped && ImGui::IsItemClicked()) push(intents, look::SelectFrame{last.entry.pfn()});
}

/// The last entry as the fault found it and as it left it.
void draw_change(const Scene& scene, const Pens& pens) {
    const bool room = ImGui::GetContentRegionAvail().y >= 22.0f;
    if (!room || !scene.fault || page_start(scene.fault->address) != page_start(scene.focus)) return;
    const FaultTrace& fault = *scene.fault;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 line = ImGui::GetCursorScreenPos();
    const std::string_view before = text_of(Message::EntryBefore), after = text_of(Message::EntryAfter);
    const float first = text_extent(pens.text, size::small_text, before).x + 8.0f;
    text_at(list, pens.text, size::small_text, {line.x, line.y + 2.0f}, pens.theme->muted, before);
    draw_bits(pens, {line.x + first, line.y + 1.0f}, fault.pte_before, 0);
    const float second = line.x + first + 6 * 16.0f + 14.0f;
    text_at(list, pens.text, size::small_text, {second, line.y + 2.0f}, pens.theme->muted, after);
    draw_bits(pens, {second + text_extent(pens.text, size::small_text, after).x + 8.0f, line.y + 1.0f}, fault.pte_after,
              fault.pte_before.bits ^ fault.pte_after.bits);
    ImGui::Dummy({width, 22.0f});
}

}  // namespace

void draw_page_table(const Scene& scene, const Pens& pens, bool, Intents& intents) {
    if (scene.mm == nullptr) return muted(pens, text_of(Message::SummaryProgramEnded));
    const std::vector<WalkRow> rows = walk_rows(*scene.machine, *scene.mm, scene.focus);
    if (rows.empty()) return;
    draw_summary(scene, pens, rows, intents);
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::uint32_t columns = width >= 466.0f ? 4 : 2;
    const float gap = 16.0f, box_width = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns), box_height = 74.0f;
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::uint32_t step = 0; step < 4; ++step) {
        const Level level = static_cast<Level>(step);
        const ImVec2 at{from.x + static_cast<float>(step % columns) * (box_width + gap), from.y + static_cast<float>(step / columns) * (box_height + 10.0f)};
        draw_level(pens, level, table_index(scene.focus, level), step < rows.size() ? &rows[step] : nullptr, at, {box_width, box_height}, intents);
        if (step % columns != 0) {
            const float y = at.y + box_height / 2.0f;
            const ImU32 line = ink(step < rows.size() ? pens.theme->second : pens.theme->hairline);
            list->AddLine({at.x - gap + 3.0f, y}, {at.x - 7.0f, y}, line, 2.0f);
            list->AddTriangleFilled({at.x - 9.0f, y - 4.0f}, {at.x - 2.0f, y}, {at.x - 9.0f, y + 4.0f}, line);
        }
    }
    ImGui::SetCursorScreenPos({from.x, from.y + 4.0f + static_cast<float>(4 / columns) * (box_height + 10.0f)});
    ImGui::Dummy({1.0f, 0.0f});
    draw_change(scene, pens);
}

}  // namespace faultline
