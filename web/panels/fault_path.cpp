// The handler: where the fault ended, and the path that was taken, question by question; with room, the whole tree instead.
#include <algorithm>

#include "web/panels/panels.hpp"
#include "web/semantics/fault_words.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {
namespace {

constexpr float row_height = 24.0f;

void answer_pill(ImDrawList* list, const Pens& pens, ImVec2 at, bool yes, bool lit) {
    const std::string_view word = text_of(yes ? Message::Yes : Message::No);
    const Theme& theme = *pens.theme;
    const Color color = lit ? (yes ? theme.second : theme.accent) : theme.edge;
    const ImVec2 end{at.x + 32.0f, at.y + 18.0f};
    if (yes) {
        list->AddRectFilled(at, end, ink(lit ? color : theme.raised), 9.0f);
    } else {
        list->AddRect(at, end, ink(color), 9.0f, 0, 1.5f);
    }
    const float wide = text_extent(pens.text, size::small_text, word).x;
    const Color letters = lit ? (yes ? theme.on_accent : theme.text) : theme.muted;
    text_at(list, pens.text, size::small_text, {at.x + (32.0f - wide) / 2.0f, at.y + 1.5f}, letters, word);
}

void hint(const Pens& pens, std::string_view first, std::string_view fact, std::string_view function) {
    if (!ImGui::IsItemHovered()) return;
    if (!ImGui::BeginTooltip()) return;
    ImGui::PushTextWrapPos(340.0f);
    text(pens, first);
    if (!fact.empty()) muted(pens, fact);
    ImGui::PopTextWrapPos();
    code(pens, function, pens.theme->muted);
    ImGui::EndTooltip();
}

Color outcome_color(const Pens& pens, const FaultTrace& fault) {
    if (fault.counted_major) return pens.theme->accent;
    return fault.counted_minor ? pens.theme->good : pens.theme->bad;
}

void draw_taken(const Scene& scene, const Pens& pens, Intents& intents) {
    const FaultTrace& fault = *scene.fault;
    const float width = ImGui::GetContentRegionAvail().x;
    const float function_from = width > 430.0f ? width - 190.0f : width;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint32_t lit = pens.motion != nullptr ? pens.motion->answers_lit(scene) : scene.fault_answers_shown;
    const std::uint32_t shown = std::min<std::uint32_t>(fault.answers.size(), lit);
    for (std::uint32_t index = 0; index < shown; ++index) {
        const AskWords& words = spoken(fault.answers[index].question);
        const bool yes = fault.answers[index].yes;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        list->AddLine({at.x + 5.0f, at.y + 12.0f}, {at.x + 5.0f, at.y + row_height + 12.0f}, ink(pens.theme->second), 2.0f);
        list->AddCircleFilled({at.x + 5.5f, at.y + 11.0f}, 4.0f, ink(pens.theme->second));
        const float room = function_from - 64.0f;
        const bool fits = text_extent(pens.text, size::text, words.question).x <= room;
        text_at(list, pens.text, size::text, {at.x + 20.0f, at.y + 2.0f}, pens.theme->text,
                fits ? words.question : text_of(short_question(fault.answers[index].question)), room);
        answer_pill(list, pens, {at.x + function_from - 38.0f, at.y + 2.0f}, yes, true);
        if (function_from < width) {
            text_at(list, pens.code, size::small_text, {at.x + function_from + 8.0f, at.y + 3.0f}, pens.theme->muted, words.function, width - function_from - 8.0f);
        }
        ImGui::PushID(static_cast<int>(index));
        ImGui::InvisibleButton("row", {width, row_height});
        hint(pens, yes ? words.yes : words.no, fact_text(fault.answers[index].question, fault.answers[index].fact), words.function);
        ImGui::PopID();
        ImGui::SetCursorScreenPos({at.x, at.y + row_height});
    }
    if (shown < fault.answers.size()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    list->AddRectFilled({at.x + 1.0f, at.y + 7.0f}, {at.x + 10.0f, at.y + 16.0f}, ink(outcome_color(pens, fault)), 2.0f);
    text_at(list, pens.text, size::text, {at.x + 20.0f, at.y + 2.0f}, pens.theme->text, spoken(fault.leaf).outcome, width - 20.0f);
    ImGui::InvisibleButton("leaf", {width, row_height + 2.0f});
    if (ImGui::IsItemClicked()) push(intents, look::SelectPage{page_start(fault.address)});
    hint(pens, spoken(fault.leaf).outcome, {}, spoken(fault.leaf).function);
}

/// Where the path ended comes first: it is what the learner wants to know, and the questions say why.
void draw_outcome(const Scene& scene, const Pens& pens) {
    const FaultTrace& fault = *scene.fault;
    if (scene.fault_answers_shown < fault.answers.size()) {
        strong(pens, text_of(Message::PathAsking), pens.theme->second);
        return muted(pens, say(Message::PathNext, {{"place", place_text(*scene.machine, *scene.mm, fault.address)}}));
    }
    const bool invalid = !fault.counted_minor && !fault.counted_major;
    const std::string name = say(invalid ? Message::LeafInvalid : fault.counted_major ? Message::LeafMajor : Message::LeafMinor,
                                 {{"leaf", std::string(spoken(fault.leaf).name)}, {"time", time_text(fault.cost)}});
    strong(pens, name, outcome_color(pens, fault));
    muted(pens, say(scene.fault_is_next ? Message::PathNext : Message::PathLast,
                    {{"place", place_text(*scene.machine, *scene.mm, fault.address)}}));
}

}  // namespace

void draw_fault_path(const Scene& scene, const Pens& pens, bool roomy, Intents& intents) {
    if (scene.fault && scene.mm != nullptr) {
        draw_outcome(scene, pens);
        if (!roomy) return draw_taken(scene, pens, intents);
    } else {
        muted(pens, text_of(scene.mm == nullptr ? Message::SummaryProgramEnded : Message::SummaryNoFault));
        if (scene.fault && !roomy) return;
    }
    draw_fault_tree(scene, pens, intents);
}

}  // namespace faultline
