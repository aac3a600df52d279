// The source with the line that runs, what that line is about to touch, and on demand the machine's own instructions.
#include "web/panels/panels.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"

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

void draw_source(const Scene& scene, const Pens& pens) {
    const std::vector<std::string_view> lines = lines_of(scene.source);
    const float row = 21.0f;
    // The line in focus is brought into sight once, when it changes; after that the learner scrolls.
    ImGuiStorage* kept = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("line");
    const std::uint32_t line = scene.line != 0 ? scene.line : scene.calling_line;
    if (line != 0 && kept->GetInt(key) != static_cast<int>(line)) {
        kept->SetInt(key, static_cast<int>(line));
        const float wanted = row * static_cast<float>(line) - ImGui::GetWindowHeight() * 0.45f;
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
    const float below = (with_code ? 23.0f * static_cast<float>(scene.code.size()) + 8.0f : 0.0f) + 32.0f;
    ImGui::BeginChild("source", {0.0f, -below}, ImGuiChildFlags_None);
    draw_source(scene, pens);
    ImGui::EndChild();
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
