// The guide inside the canvas, by pointer: the same GuideView as the HTML's. Numbers are entered on a key pad, so that the
// canvas alone carries a whole lab.
#include <algorithm>

#include "course/text.hpp"
#include "web/guide_json.hpp"
#include "web/language.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {
namespace {

bool wide_button(const Pens& pens, std::string_view words, bool chosen) {
    ImGui::PushStyleColor(ImGuiCol_Button, ink(chosen ? pens.theme->raised : pens.theme->surface));
    ImGui::PushStyleColor(ImGuiCol_Border, ink(chosen ? pens.theme->accent : pens.theme->edge));
    const std::string name(words);
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 extent = ImGui::CalcTextSize(name.c_str(), nullptr, false, width - 24.0f);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::Button("##choice", {width, extent.y + 12.0f});
    ImGui::PopStyleColor(2);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x + 10.0f, at.y + 6.0f});
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 24.0f);
    text(pens, name);
    ImGui::PopTextWrapPos();
    ImGui::SetCursorScreenPos(after);
    ImGui::Dummy({0.0f, 0.0f});
    return clicked;
}

void number_pad(const Pens& pens, const QuestionView& question, Intents& intents) {
    const NumberAnswer* now = std::get_if<NumberAnswer>(&question.answer);
    const std::string typed = now == nullptr ? std::string{} : now->text;
    code(pens, typed.empty() ? std::string_view("…") : std::string_view(typed), pens.theme->accent);
    ImGui::SameLine();
    muted(pens, question.unit);
    for (const char* key : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", " KiB", " MiB", "C"}) {
        if (key[0] != '1' || key[1] != 0) ImGui::SameLine(0.0f, 4.0f);
        if (ImGui::GetContentRegionAvail().x < 46.0f) ImGui::NewLine();
        if (!ImGui::Button(key, {0.0f, size::target})) continue;
        ask(intents, intent::SetAnswer{question.id, NumberAnswer{key[0] == 'C' ? std::string{} : typed + key}});
    }
}

void several(const Pens& pens, const QuestionView& question, Intents& intents) {
    for (std::size_t index = 0; index < question.choices.size(); ++index) {
        const ChoiceView& choice = question.choices[index];
        ImGui::PushID(static_cast<int>(index));
        if (wide_button(pens, plain_text_of(choice.runs), choice.chosen) && question.may_answer) {
            if (question.kind != QuestionKind::SeveralOf) {
                const ChoiceAnswer answer{static_cast<std::uint32_t>(index)};
                if (question.is_observation) ask(intents, intent::StateObservation{answer});
                else ask(intents, intent::SetAnswer{question.id, answer});
            } else {
                SeveralAnswer answer;
                for (const ChoiceView& other : question.choices) answer.chosen.push_back(other.chosen);
                answer.chosen[index] = !choice.chosen;
                ask(intents, intent::SetAnswer{question.id, std::move(answer)});
            }
        }
        ImGui::PopID();
    }
}

/// Each press moves an item one place up.
void order(const Pens& pens, const QuestionView& question, Intents& intents) {
    std::vector<std::uint32_t> now = question.order;
    for (std::uint32_t index = static_cast<std::uint32_t>(now.size()); index < question.choices.size(); ++index) now.push_back(index);
    for (std::size_t place = 0; place < now.size(); ++place) {
        ImGui::PushID(static_cast<int>(place));
        const std::string words = std::to_string(place + 1) + ".  " + plain_text_of(question.choices[now[place]].runs);
        if (wide_button(pens, words, false) && question.may_answer && place > 0) {
            std::swap(now[place], now[place - 1]);
            ask(intents, intent::SetAnswer{question.id, OrderAnswer{now}});
        }
        ImGui::PopID();
    }
}

/// A bar for each place, with a button on either side: what the pointer does in the HTML, coarser.
void curve(const Pens& pens, const QuestionView& question, Intents& intents) {
    const CurveView& view = question.curve;
    constexpr std::int64_t steps = 20;
    const std::int64_t step = std::max<std::int64_t>(1, view.top / view.unit / steps);
    for (std::size_t place = 0; place < view.places.size(); ++place) {
        const CurveView::Place& here = view.places[place];
        const std::int64_t now = here.drawn.value_or(0) / view.unit;
        ImGui::PushID(static_cast<int>(place));
        std::optional<std::int64_t> next;
        if (question.may_answer && ImGui::Button("-", {size::target, size::target})) next = std::max<std::int64_t>(0, now - step);
        ImGui::SameLine();
        if (question.may_answer && ImGui::Button("+", {size::target, size::target})) next = std::min(view.top / view.unit, now + step);
        ImGui::SameLine();
        std::string words = here.name + ": " + (here.drawn ? here.typed : std::string("…"));
        if (here.measured) words += " / " + here.measured_text;
        text(pens, words);
        ImGui::PopID();
        if (!next) continue;
        CurveAnswer answer;
        for (const CurveView::Place& other : view.places) answer.heights.push_back(other.typed);
        answer.heights[place] = std::to_string(*next);
        ask(intents, intent::SetAnswer{question.id, std::move(answer)});
    }
}

void point(const Pens& pens, const Scene& scene, const QuestionView& question, Intents& intents) {
    for (std::size_t index = 0; index < question.choices.size(); ++index) {
        ImGui::PushID(static_cast<int>(index));
        const ChoiceView& candidate = question.choices[index];
        if (wide_button(pens, plain_text_of(candidate.runs), candidate.chosen) && question.may_answer) {
            ask(intents, intent::SetAnswer{question.id, PointAnswer{0, static_cast<std::uint32_t>(index)}});
        }
        ImGui::PopID();
    }
    muted(pens, text_of(question.points_at_frames ? Message::PointInFrames : Message::PointInAddressSpace));
    const Selection& chosen = scene.view->selection;
    const bool is_there = question.points_at_frames ? chosen.frame.has_value() : chosen.page.has_value();
    if (!is_there || !question.may_answer || !ImGui::Button(std::string(text_of(Message::AnswerWithSelected)).c_str(), {0.0f, size::target})) return;
    const std::uint64_t place = question.points_at_frames ? index_of(*chosen.frame) : *chosen.page;
    ask(intents, intent::SetAnswer{question.id, PointAnswer{place, std::nullopt}});
}

void settings(const Pens& pens, const QuestionView& question, Intents& intents) {
    for (std::uint32_t index = 0; index < question.settings.size(); ++index) {
        const SettingView& setting = question.settings[index];
        ImGui::PushID(static_cast<int>(index));
        wrapped(pens, plain_text_of(setting.runs));
        if (setting.choices.empty()) muted(pens, text_of(Message::AnswerInGuide));
        for (const std::string& choice : setting.choices) {
            if (ImGui::RadioButton(choice.c_str(), choice == setting.value) && question.may_answer) ask(intents, intent::SetSetting{question.id, index, choice});
        }
        ImGui::PopID();
    }
}

void worked(const Pens& pens, const BlockView& block) {
    for (const HandlerNodeView& node : block.nodes) {
        wrapped(pens, spoken(node.question).question);
        muted(pens, say(Message::KernelSaid, {{"answer", say(node.kernel.value_or(false) ? Message::Yes : Message::No)}, {"function", std::string(spoken(node.question).function)}}));
    }
    if (block.leaf) wrapped(pens, spoken(*block.leaf).outcome);
}

void handler(const Pens& pens, const QuestionView& question, Intents& intents) {
    for (const HandlerNodeView& node : question.nodes) {
        const AskWords& words = spoken(node.question);
        wrapped(pens, words.question);
        if (node.kernel) {
            muted(pens, say(Message::KernelSaid, {{"answer", say(*node.kernel ? Message::Yes : Message::No)}, {"function", std::string(words.function)}}));
        } else if (question.may_answer) {
            if (ImGui::Button(std::string(text_of(Message::Yes)).c_str(), {80.0f, size::target})) ask(intents, intent::AnswerHandler{question.id, true});
            ImGui::SameLine();
            if (ImGui::Button(std::string(text_of(Message::No)).c_str(), {80.0f, size::target})) ask(intents, intent::AnswerHandler{question.id, false});
        }
    }
}

void confidence(const QuestionView& question, Intents& intents) {
    const std::pair<Message, Confidence> levels[] = {{Message::Guessing, Confidence::Guessing}, {Message::FairlySure, Confidence::FairlySure}, {Message::Sure, Confidence::Sure}};
    bool first = true;
    for (const auto& level : levels) {
        if (!first) ImGui::SameLine();
        first = false;
        const std::string name(text_of(level.first));
        if (ImGui::RadioButton(name.c_str(), question.confidence == level.second)) ask(intents, intent::SetConfidence{question.id, level.second});
    }
}

void draw_question(const Pens& pens, const Scene& scene, const QuestionView& question, Intents& intents) {
    ImGui::PushID(question.id.c_str());
    strong(pens, plain_text_of(question.ask), pens.theme->text);
    switch (question.kind) {
        case QuestionKind::Number:
            if (question.may_answer) number_pad(pens, question, intents);
            break;
        case QuestionKind::OneOf:
        case QuestionKind::SeveralOf: several(pens, question, intents); break;
        case QuestionKind::Order: order(pens, question, intents); break;
        case QuestionKind::Handler: handler(pens, question, intents); break;
        case QuestionKind::Point: point(pens, scene, question, intents); break;
        case QuestionKind::Curve: curve(pens, question, intents); break;
        case QuestionKind::Reverse:
            for (const CounterView& counter : question.counters) text(pens, say(Message::CounterIs, {{"counter", plain_text_of(counter.runs)}, {"value", counter.value}}));
            several(pens, question, intents);
            break;
        case QuestionKind::Workload: settings(pens, question, intents); break;
        case QuestionKind::Experiment:
            muted(pens, text_of(Message::AnswerInGuide));
            settings(pens, question, intents);
            break;
        case QuestionKind::Change: muted(pens, text_of(Message::AnswerInGuide)); break;
    }
    if (question.may_answer && question.needs_confidence) confidence(question, intents);
    if (question.feedback) {
        const FeedbackView& feedback = *question.feedback;
        const bool right = feedback.verdict == Verdict::Right;
        strong(pens, say(right ? Message::VerdictRight : Message::VerdictDiffers, {{"predicted", feedback.predicted}, {"measured", feedback.measured}}),
               right ? pens.theme->good : pens.theme->bad);
        wrapped(pens, plain_text_of(feedback.runs));
    }
    ImGui::Dummy({1.0f, 8.0f});
    ImGui::PopID();
}

void do_primary(PrimaryAction action, Intents& intents) {
    switch (action) {
        case PrimaryAction::None: return;
        case PrimaryAction::Commit: return ask(intents, intent::CommitPrediction{});
        case PrimaryAction::Run: return ask(intents, intent::RunOn{});
        case PrimaryAction::PressEnter: return ask(intents, intent::TypeLine{""});
        case PrimaryAction::Observe: return;
        case PrimaryAction::RunEdited: return ask(intents, intent::RunEdited{});
        case PrimaryAction::Next:
        case PrimaryAction::Finish: return ask(intents, intent::NextStep{});
    }
}

}  // namespace

void draw_guide(const Scene& scene, const Pens& pens, bool, Intents& intents) {
    if (scene.guide == nullptr) return;
    const GuideView& guide = *scene.guide;
    muted(pens, say(Message::StepOf, {{"step", std::to_string(guide.step + 1)}, {"steps", std::to_string(guide.steps.size())}, {"title", guide.title}}));
    strong(pens, guide.step_title, pens.theme->text);
    ImGui::Dummy({1.0f, 4.0f});
    for (const BlockView& block : guide.blocks) {
        if (block.kind == BlockView::Kind::Question) {
            draw_question(pens, scene, guide.questions[block.question], intents);
        } else if (block.kind == BlockView::Kind::Worked) {
            worked(pens, block);
        } else if (block.kind == BlockView::Kind::Prose && block.prose == ProseKind::Code) {
            code(pens, plain_text_of(block.runs), pens.theme->text);
        } else if (block.kind == BlockView::Kind::Prose) {
            wrapped(pens, plain_text_of(block.runs));
            ImGui::Dummy({1.0f, 4.0f});
        }
    }
    if (!guide.problem.empty()) strong(pens, guide.problem, pens.theme->bad);
    if (guide.primary != PrimaryAction::None && guide.primary != PrimaryAction::Observe) {
        ImGui::BeginDisabled(!guide.primary_blocked.empty());
        if (ImGui::Button(std::string(in_language(guide.primary_label)).c_str(), {0.0f, size::target + 4.0f})) do_primary(guide.primary, intents);
        ImGui::EndDisabled();
        if (!guide.primary_blocked.empty()) muted(pens, blocked_text(guide));
    }
    if (guide.may_go_previous && ImGui::Button(std::string(text_of(Message::Previous)).c_str(), {0.0f, size::target})) ask(intents, intent::PreviousStep{});
}

}  // namespace faultline
