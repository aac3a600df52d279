// The source with the line that runs, what that line is about to touch, and on demand the machine's own instructions.
#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"
#include "web/time_json.hpp"

namespace faultline {
namespace {

std::vector<std::string_view> lines_of(std::string_view source) {
    std::vector<std::string_view> lines;
    while (!source.empty()) {
        const std::size_t end = source.find('\n');
        lines.push_back(source.substr(0, end));
        if (end == std::string_view::npos) break;
        source.remove_prefix(end + 1);
    }
    return lines;
}

/// What the coming instruction does to memory, in one line; empty when it touches none.
std::string touches(const Scene& scene) {
    for (const Event& event : scene.next) {
        if (event.kind == EventKind::AccessStarted && static_cast<Access>(event.small) != Access::Execute) return sentence_of(scene, event);
    }
    return {};
}

/// A dot in the margin; a click sets or clears it.
void draw_breakpoint(const Scene& scene, const Pens& pens, std::uint32_t line, ImVec2 at, float row, Intents& intents) {
    const std::vector<std::uint32_t>& lines = scene.guide->transport.travel.breakpoints;
    const bool set = std::binary_search(lines.begin(), lines.end(), line);
    ImGui::PushID(static_cast<int>(line));
    ImGui::SetCursorScreenPos(at);
    ImGui::InvisibleButton("margin", {40.0f, row});
    const bool hovered = ImGui::IsItemHovered();
    if (ImGui::IsItemClicked()) ask(intents, intent::SetBreakpoint{line, !set});
    ImGui::PopID();
    ImGui::SetCursorScreenPos(at);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 center{at.x + 11.0f, at.y + row / 2.0f};
    if (set) list->AddCircleFilled(center, 5.0f, ink(pens.theme->bad));
    else if (hovered) list->AddCircle(center, 5.0f, ink(pens.theme->bad));
}

/// Name, type and value; a click watches the variable.
void draw_variables(const Scene& scene, const Pens& pens, Intents& intents) {
    for (const VariableView& variable : scene.guide->transport.travel.variables) {
        const std::string value = variable.value.empty() ? say(Message::VariableNotThere) : variable.value;
        code(pens, variable.type + " " + variable.name + " = " + value, pens.theme->text);
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", std::string(text_of(Message::WatchVariable)).c_str());
        if (ImGui::IsItemClicked()) ask(intents, intent::WatchVariable{variable.name, false});
    }
    const std::vector<WatchView>& watches = scene.guide->transport.travel.watches;
    for (std::uint32_t index = 0; index < watches.size(); ++index) {
        const std::string words = watch_text(watches[index]);
        ImGui::PushID(static_cast<int>(index));
        code(pens, words, watches[index].hit ? pens.theme->accent : pens.theme->second);
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", say(Message::WatchRemove, {{"what", words}}).c_str());
        if (ImGui::IsItemClicked()) ask(intents, intent::RemoveWatch{index});
        ImGui::PopID();
    }
}

void draw_source(const Scene& scene, const Pens& pens, Intents& intents) {
    const std::vector<std::string_view> lines = lines_of(scene.source);
    const float row = 21.0f;
    // The line in focus is brought into sight once, when it or the room for it changes; after that the learner scrolls.
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID line_key = ImGui::GetID("line"), height_key = ImGui::GetID("height");
    const std::uint32_t line = scene.line != 0 ? scene.line : scene.calling_line;
    const float height = ImGui::GetWindowHeight();
    if (line != 0 && (kept->GetInt(line_key) != static_cast<int>(line) || kept->GetFloat(height_key) != height)) {
        kept->SetInt(line_key, static_cast<int>(line));
        kept->SetFloat(height_key, height);
        const float wanted = row * static_cast<float>(line) - height * 0.45f;
        ImGui::SetScrollY(wanted > 0.0f ? wanted : 0.0f);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, 0.0f});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lines.size()), row);
    while (clipper.Step()) {
        for (int index = clipper.DisplayStart; index < clipper.DisplayEnd; ++index) {
            const bool here = static_cast<std::uint32_t>(index) + 1 == line;
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float width = ImGui::GetContentRegionAvail().x;
            ImDrawList* list = ImGui::GetWindowDrawList();
            if (here) {
                list->AddRectFilled(at, {at.x + width, at.y + row}, ink(pens.theme->raised), 4.0f);
                // A line that only waits for the C library to come back has an open mark.
                if (scene.line != 0) list->AddRectFilled(at, {at.x + 3.0f, at.y + row}, ink(pens.theme->accent), 1.5f);
                else list->AddRect({at.x + 0.5f, at.y + 0.5f}, {at.x + 4.5f, at.y + row - 0.5f}, ink(pens.theme->accent), 1.5f);
            }
            draw_breakpoint(scene, pens, static_cast<std::uint32_t>(index) + 1, at, row, intents);
            const std::string number = std::to_string(index + 1);
            const float digits = text_extent(pens.code, size::small_text, number).x;
            text_at(list, pens.code, size::small_text, {at.x + 32.0f - digits, at.y + 3.0f}, here ? pens.theme->accent : pens.theme->muted, number);
            text_at(list, pens.code, size::code, {at.x + 44.0f, at.y + 2.0f}, pens.theme->text, lines[static_cast<std::size_t>(index)], width - 46.0f);
            ImGui::Dummy({width, row});
        }
    }
    ImGui::PopStyleVar();
}

void draw_code(const Scene& scene, const Pens& pens) {
    for (const CodeLine& line : scene.code) {
        const bool here = scene.task != nullptr && line.address == scene.task->cpu.rip;
        const std::string row = hex_text(line.address) + "  " + line.text;
        code(pens, row, here ? pens.theme->accent : pens.theme->muted);
    }
}

}  // namespace

void draw_program(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    const bool with_code = (scene.view->disassembly || roomy) && !scene.code.empty();
    const std::size_t told = roomy ? scene.guide->transport.travel.variables.size() + scene.guide->transport.travel.watches.size() : 0;
    const float variables = std::min(200.0f, 23.0f * static_cast<float>(told));
    const float below = variables + (with_code ? 23.0f * static_cast<float>(scene.code.size()) + 8.0f : 0.0f) + 32.0f;
    ImGui::BeginChild("source", {0.0f, -below}, ImGuiChildFlags_None);
    draw_source(scene, pens, intents);
    ImGui::EndChild();
    if (told != 0) {
        ImGui::BeginChild("variables", {0.0f, variables}, ImGuiChildFlags_None);
        draw_variables(scene, pens, intents);
        ImGui::EndChild();
    }
    const std::string doing = touches(scene);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    text_at(ImGui::GetWindowDrawList(), pens.text, size::small_text, {at.x, at.y + 3.0f}, doing.empty() ? pens.theme->muted : pens.theme->second,
            doing.empty() ? text_of(scene.line != 0 ? Message::TouchesNothing : Message::ProgramElsewhere) : std::string_view(doing), width - 4.0f);
    ImGui::InvisibleButton("touches", {width, 20.0f});
    if (ImGui::IsItemClicked()) push(intents, look::ShowDisassembly{!scene.view->disassembly});
    if (with_code) draw_code(scene, pens);
}

}  // namespace faultline
