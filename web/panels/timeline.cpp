// The whole run from its start to as far as it went: every fault is in it, several in one column where they are dense.
// A click goes to that moment.
#include <algorithm>
#include <array>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"
#include "web/time_json.hpp"

namespace faultline {
namespace {

/// What the marks mean, the branches of the run, and what its past takes.
void draw_rest(const Scene& scene, const Pens& pens, Intents& intents) {
    const Theme& theme = *pens.theme;
    const std::array<std::pair<Message, Color>, 6> meanings{{{Message::TimelineMinor, theme.second},
                                                             {Message::TimelineMajor, theme.accent},
                                                             {Message::TimelineInvalid, theme.bad},
                                                             {Message::TimelineOutput, theme.muted},
                                                             {Message::TimelineSyscall, theme.edge},
                                                             {Message::TimelineSwitch, theme.good}}};
    for (const auto& [name, color] : meanings) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + 4.0f}, {at.x + 10.0f, at.y + 14.0f}, ink(color), 2.0f);
        ImGui::Dummy({12.0f, 18.0f});
        ImGui::SameLine(0.0f, 4.0f);
        muted(pens, text_of(name));
        ImGui::SameLine(0.0f, 14.0f);
    }
    ImGui::NewLine();
    const TimeView& time = scene.guide->transport.travel;
    muted(pens, say(Message::HistoryLine, {{"memory", say(Message::HistoryMemory, {{"used", bytes_text(time.history_bytes)},
                                                                                 {"budget", bytes_text(time.history_budget_bytes)}})}}));
    strong(pens, text_of(Message::BranchesHeading), theme.text);
    for (std::uint32_t index = 0; index < time.branches.size(); ++index) {
        const BranchInfo& branch = time.branches[index];
        const std::string words = say(Message::BranchLine, {{"text", branch_text(branch, index)},
                                                            {"from", count_text(branch.parted_at)},
                                                            {"end", count_text(branch.recorded_end)}});
        ImGui::PushID(static_cast<int>(index));
        const WithFont font(pens.text, size::small_text);
        if (ImGui::Selectable(words.c_str(), branch.current) && !branch.current) ask(intents, intent::VisitBranch{index});
        ImGui::PopID();
    }
    for (const TaskView& task : time.tasks) {
        if (!task.may_be_chosen) continue;
        const std::string words = say(Message::TaskRunNext, {{"pid", std::to_string(task.pid)}, {"name", task.name}});
        if (ImGui::Button(words.c_str(), {0.0f, size::target})) ask(intents, intent::ChooseNextTask{task.pid});
    }
}

}  // namespace

void draw_timeline(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.history == nullptr) return;
    const History& history = *scene.history;
    const Tick end = std::max<Tick>(1, history.recorded_end() + 1);
    draw_transport_bar(scene, pens, intents);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - 4.0f;
    const bool told = ImGui::GetContentRegionAvail().y >= 46.0f;
    const float height = std::clamp(ImGui::GetContentRegionAvail().y - (told ? 20.0f : 2.0f), 20.0f, roomy ? 220.0f : 44.0f);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, ink(pens.theme->ground), 4.0f);
    const std::uint32_t count = std::max(1u, static_cast<std::uint32_t>(width / 3.0f));
    MarkColumns uncached;
    const std::vector<MarkCounts>& columns = (pens.timeline != nullptr ? *pens.timeline : uncached).of(scene, end, count);
    std::uint32_t most = 1;
    for (const MarkCounts& column : columns) most = std::max(most, column.faults());
    for (std::uint32_t index = 0; index < count; ++index) {
        const MarkCounts& column = columns[index];
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
        if (column.syscalls > 0) list->AddRectFilled({x, at.y + 6.0f}, {x + 2.0f, at.y + 8.0f}, ink(pens.theme->edge));
        if (column.switches > 0) list->AddLine({x + 1.0f, at.y + 9.0f}, {x + 1.0f, at.y + 12.0f}, ink(pens.theme->good));
        if (column.outputs > 0) list->AddRectFilled({x, at.y + 1.0f}, {x + 2.0f, at.y + 5.0f}, ink(pens.theme->muted));
        if (column.inputs > 0) list->AddTriangleFilled({x - 3.0f, at.y + 1.0f}, {x + 5.0f, at.y + 1.0f}, {x + 1.0f, at.y + 8.0f}, ink(pens.theme->text));
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
            const MarkList::Iterator mark(history.marks(), history.marks().lower_bound(tick));
            if (mark != history.marks().end()) muted(pens, mark_text(scene, *mark));
            ImGui::EndTooltip();
        }
    }
    if (!told) return;
    const std::string line = say(Message::TimelineLine, {{"tick", count_text(history.tick())},
                                                         {"end", count_text(history.recorded_end())},
                                                         {"marks", count_text(history.marks().size())}});
    text_at(list, pens.text, size::small_text, {at.x, at.y + height + 3.0f}, pens.theme->muted, line, width);
    if (!roomy) return;
    ImGui::SetCursorScreenPos({at.x, at.y + height + 26.0f});
    draw_rest(scene, pens, intents);
}

}  // namespace faultline
