// Processes, how much of their memory is theirs alone, and which of them map the frame in focus.
#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/semantics/frame_words.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

constexpr float row_height = 64.0f;
constexpr float frame_width = 190.0f;

std::string faults_text(const ProcessFacts& facts) {
    return say(Message::ProcessFaults,
               {{"min", count_text(facts.faults.min_flt)}, {"maj", count_text(facts.faults.maj_flt)}});
}

std::string memory_text(const ProcessFacts& facts) {
    if (!facts.has_memory) return say(Message::ProcessNoMemory);
    return say(Message::ProcessMemory, {{"rss", bytes_text(facts.memory.resident * page_bytes)},
                                        {"pss", bytes_text(facts.memory.pss_bytes())},
                                        {"swap", count_text(facts.memory.swapped)}});
}

/// RSS on one scale for all: what is private filled, what is shared as a split cell.
void draw_memory(const Pens& pens, const ProcessFacts& facts, std::uint64_t most, ImVec2 at, float width) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto long_as = [&](std::uint64_t pages) {
        return width * static_cast<float>(pages) / static_cast<float>(std::max<std::uint64_t>(1, most));
    };
    const float shared = long_as(facts.memory.shared), own = long_as(facts.memory.resident - facts.memory.shared);
    list->AddRectFilled(at, {at.x + width, at.y + 12.0f}, ink(pens.theme->raised), 3.0f);
    list->AddRectFilled(at, {at.x + own, at.y + 12.0f}, ink(pens.theme->style(PageLook::Private).fill), 3.0f);
    list->AddRectFilled({at.x + own, at.y}, {at.x + own + shared, at.y + 12.0f},
                        ink(pens.theme->style(PageLook::SharedCow).fill), 3.0f);
    for (float x = at.x + own + 4.0f; x < at.x + own + shared - 4.0f; x += 8.0f)
        list->AddLine({x, at.y + 11.0f}, {x + 4.0f, at.y + 1.0f}, ink(pens.theme->surface), 1.5f);
    list->AddRect(at, {at.x + width, at.y + 12.0f}, ink(pens.theme->edge), 3.0f);
}

void draw_process(const Scene& scene, const Pens& pens, const ProcessFacts& facts, std::uint64_t most, ImVec2 at,
                  float width, Intents& intents) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + width, at.y + row_height - 8.0f};
    const bool shown = scene.task != nullptr && scene.task->pid == facts.pid;
    list->AddRectFilled(at, end, ink(shown ? pens.theme->raised : pens.theme->surface), 6.0f);
    list->AddRect(at, end, ink(shown ? pens.theme->accent : pens.theme->edge), 6.0f, 0, shown ? 2.0f : 1.0f);
    const Message state_message = state_name(*scene.machine, facts);
    const bool runs = state_message == Message::TaskOnCpu;
    const std::string name = std::to_string(facts.pid) + "  " + facts.name;
    const std::string state = say(state_message);
    const float state_width = text_extent(pens.text, size::small_text, state).x;
    text_at(list, pens.strong, size::text, {at.x + 10.0f, at.y + 5.0f}, pens.theme->text, name,
            width - state_width - 30.0f);
    text_at(list, pens.text, size::small_text, {end.x - state_width - 10.0f, at.y + 6.0f},
            runs ? pens.theme->second : pens.theme->muted, state);
    const std::string faults = faults_text(facts), memory = memory_text(facts);
    const float faults_width = text_extent(pens.text, size::small_text, faults).x;
    const bool beside = width > 380.0f;
    text_at(list, pens.text, size::small_text, {at.x + 10.0f, at.y + 24.0f}, pens.theme->muted, memory,
            beside ? width - faults_width - 34.0f : width - 20.0f);
    if (beside)
        text_at(list, pens.text, size::small_text, {end.x - faults_width - 10.0f, at.y + 24.0f}, pens.theme->muted,
                faults);
    if (facts.has_memory) draw_memory(pens, facts, most, {at.x + 10.0f, at.y + 42.0f}, width - 20.0f);
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID(facts.pid);
    ImGui::InvisibleButton("process", {width, row_height - 8.0f});
    if (ImGui::IsItemClicked()) push(intents, look::SelectProcess{facts.pid});
    if (ImGui::IsItemHovered() && ImGui::BeginTooltip()) {
        text(pens, name + ": " + state);
        muted(pens, say(Message::ProcessParent, {{"parent", std::to_string(facts.parent)}}));
        muted(pens, memory);
        muted(pens, faults);
        muted(pens, say(Message::ProcessShared, {{"shared", count_text(facts.memory.shared)},
                                                 {"own", count_text(facts.memory.resident - facts.memory.shared)}}));
        ImGui::EndTooltip();
    }
    ImGui::PopID();
}

/// The frame in focus with a line to each process that maps it.
void draw_sharing(const Scene& scene, const Pens& pens, ImVec2 from, float rows_right, ImVec2 at, Intents& intents) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pfn pfn = scene.focus_frame;
    const ImVec2 end{at.x + frame_width, at.y + 62.0f};
    const CellStyle& style = pens.theme->style(frame_look(*scene.machine, pfn));
    for (const Mapping& mapping : scene.focus_mappings) {
        const auto row = std::lower_bound(scene.processes.begin(), scene.processes.end(), mapping.pid,
                                          [](const ProcessFacts& facts, Pid pid) { return facts.pid < pid; });
        const float y = from.y + row_height * static_cast<float>(row - scene.processes.begin());
        const ImVec2 start{rows_right, y + (row_height - 8.0f) / 2.0f}, finish{at.x, at.y + 31.0f};
        list->AddBezierCubic(start, {start.x + 34.0f, start.y}, {finish.x - 34.0f, finish.y}, finish,
                             ink(pens.theme->second), mapping.entry.writable() ? 3.0f : 1.5f);
        list->AddCircleFilled(start, 4.0f, ink(pens.theme->second));
    }
    list->AddRectFilled(at, end, ink(pens.theme->surface), 6.0f);
    list->AddRect(at, end, ink(pens.theme->accent), 6.0f, 0, 2.0f);
    draw_cell(list, pens, style, {at.x + 10.0f, at.y + 10.0f}, {at.x + 28.0f, at.y + 28.0f}, false);
    text_at(list, pens.strong, size::text, {at.x + 36.0f, at.y + 8.0f}, pens.theme->text,
            say(Message::InFrame, {{"frame", frame_text(pfn)}}), frame_width - 44.0f);
    text_at(list, pens.text, size::small_text, {at.x + 10.0f, at.y + 36.0f}, pens.theme->muted,
            say_count(Message::MappedByOne, Message::MappedByOther, scene.focus_mappings.size()), frame_width - 18.0f);
    ImGui::SetCursorScreenPos(at);
    ImGui::InvisibleButton("frame", {frame_width, 62.0f});
    if (ImGui::IsItemClicked()) push(intents, look::SelectFrame{pfn});
}

void list_mapping(const Scene& scene, const Pens& pens, int index, Intents& intents) {
    const Mapping& mapping = scene.focus_mappings[static_cast<std::size_t>(index)];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushID(index);
    ImGui::InvisibleButton("mapping", {std::max(8.0f, width), 21.0f});
    const bool hovered = ImGui::IsItemHovered();
    if (ImGui::IsItemClicked()) push(intents, look::SelectPage{mapping.address, mapping.pid});
    ImGui::PopID();
    text_at(ImGui::GetWindowDrawList(), pens.text, size::small_text, at,
            hovered ? pens.theme->accent : pens.theme->muted, mapping_text(*scene.machine, mapping), width);
}

void list_mappings(const Scene& scene, const Pens& pens, Intents& intents) {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(scene.focus_mappings.size()));
    while (clipper.Step()) {
        for (int index = clipper.DisplayStart; index < clipper.DisplayEnd; ++index)
            list_mapping(scene, pens, index, intents);
    }
}

}  // namespace

void draw_processes(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.processes.empty()) return muted(pens, text_of(Message::SummaryProgramEnded));
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x - 4.0f;
    const bool shares = scene.focus_frame != no_frame && room > 460.0f;
    const float width = shares ? room - frame_width - 90.0f : room;
    std::uint64_t most = 1;
    for (const ProcessFacts& facts : scene.processes) most = std::max(most, facts.memory.resident);
    const ImDrawList* list = ImGui::GetWindowDrawList();
    float y = from.y + 2.0f;
    for (const ProcessFacts& facts : scene.processes) {
        if (y <= list->GetClipRectMax().y && y + row_height >= list->GetClipRectMin().y)
            draw_process(scene, pens, facts, most, {from.x + 2.0f, y}, width, intents);
        y += row_height;
    }
    if (shares)
        draw_sharing(scene, pens, {from.x, from.y + 2.0f}, from.x + 2.0f + width,
                     {from.x + room - frame_width, from.y + 4.0f}, intents);
    ImGui::SetCursorScreenPos({from.x, shares ? std::max(y, from.y + 74.0f) : y});
    ImGui::Dummy({1.0f, 0.0f});
    if (scene.focus_frame == no_frame) return;
    if (roomy || !shares) {
        muted(pens, say(Message::WhoMaps, {{"frame", frame_text(scene.focus_frame)}}));
        list_mappings(scene, pens, intents);
        if (scene.focus_mappings.empty()) muted(pens, text_of(Message::NobodyMaps));
    }
}

}  // namespace faultline
