// The whole run from its start to as far as it went: every fault is in it, several in one column where they are dense.
// A click goes to that moment.
#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

struct Column {
    std::uint32_t minor = 0;
    std::uint32_t major = 0;
    std::uint32_t invalid = 0;
    bool output = false;
    bool input = false;
};

std::vector<Column> columns_of(const History& history, std::uint32_t count, Tick end) {
    std::vector<Column> columns(count);
    for (const Mark& mark : history.marks()) {
        Column& column = columns[static_cast<std::size_t>(std::min<Tick>(count - 1, mark.tick * count / end))];
        switch (mark.kind) {
            case MarkKind::Fault: ++(!mark.counted ? column.invalid : mark.major ? column.major : column.minor); break;
            case MarkKind::Output: column.output = true; break;
            case MarkKind::Input: column.input = true; break;
            case MarkKind::Syscall:
            case MarkKind::Signal:
            case MarkKind::Fork:
            case MarkKind::Exit: break;
        }
    }
    return columns;
}

}  // namespace

void draw_timeline(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.history == nullptr) return;
    const History& history = *scene.history;
    const Tick end = std::max<Tick>(1, history.recorded_end() + 1);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 4.0f;
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - 20.0f, 20.0f, roomy ? 220.0f : 44.0f);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, ink(pens.theme->ground), 4.0f);
    const std::uint32_t count = std::max(1u, static_cast<std::uint32_t>(width / 3.0f));
    const std::vector<Column> columns = columns_of(history, count, end);
    std::uint32_t most = 1;
    for (const Column& column : columns) most = std::max(most, column.minor + column.major + column.invalid);
    for (std::uint32_t index = 0; index < count; ++index) {
        const Column& column = columns[index];
        const float x = at.x + 3.0f * static_cast<float>(index);
        const float bottom = at.y + height - 1.0f;
        const auto bar = [&](std::uint32_t faults, Color color, float from) {
            if (faults == 0) return from;
            const float tall = std::max(4.0f, (height - 8.0f) * static_cast<float>(faults) / static_cast<float>(most));
            list->AddRectFilled({x, from - tall}, {x + 2.0f, from}, ink(color));
            return from - tall;
        };
        float top = bar(column.minor, pens.theme->second, bottom);
        top = bar(column.major, pens.theme->accent, top);
        bar(column.invalid, pens.theme->bad, top);
        if (column.output) list->AddRectFilled({x, at.y + 1.0f}, {x + 2.0f, at.y + 5.0f}, ink(pens.theme->muted));
        if (column.input) list->AddTriangleFilled({x - 3.0f, at.y + 1.0f}, {x + 5.0f, at.y + 1.0f}, {x + 1.0f, at.y + 8.0f}, ink(pens.theme->text));
    }
    list->AddRect(at, {at.x + width, at.y + height}, ink(pens.theme->edge), 4.0f);
    const float now = at.x + width * static_cast<float>(static_cast<double>(history.tick()) / static_cast<double>(end));
    list->AddLine({now, at.y - 3.0f}, {now, at.y + height + 3.0f}, ink(pens.theme->accent), 2.0f);
    list->AddCircleFilled({now, at.y - 1.0f}, 4.0f, ink(pens.theme->accent));
    ImGui::InvisibleButton("track", {std::max(8.0f, width), height});
    if (ImGui::IsItemHovered()) {
        const double part = std::clamp(static_cast<double>((ImGui::GetIO().MousePos.x - at.x) / width), 0.0, 1.0);
        const Tick tick = std::min(history.recorded_end(), static_cast<Tick>(part * static_cast<double>(end)));
        if (ImGui::IsItemClicked()) ask(intents, intent::SeekTick{tick});
        if (ImGui::BeginTooltip()) {
            text(pens, say(Message::InstructionNumber, {{"tick", count_text(tick)}}));
            const std::vector<Mark>& marks = history.marks();
            const auto mark = std::lower_bound(marks.begin(), marks.end(), tick, [](const Mark& left, Tick value) { return left.tick < value; });
            if (mark != marks.end()) muted(pens, mark_text(scene, *mark));
            ImGui::EndTooltip();
        }
    }
    const std::string line = say(Message::TimelineLine, {{"tick", count_text(history.tick())},
                                                         {"end", count_text(history.recorded_end())},
                                                         {"marks", count_text(history.marks().size())}});
    text_at(list, pens.text, size::small_text, {at.x, at.y + height + 3.0f}, pens.theme->muted, line, width);
}

}  // namespace faultline
