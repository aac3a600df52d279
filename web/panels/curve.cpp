// The curves that the step asks for, such as faults against the size of memory: as the learner sketches them, by
// pointer here too, and over the sketch what was measured.
#include <algorithm>
#include <cmath>

#include "course/text.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/curves.hpp"

namespace faultline {
namespace {

/// Where one curve lies on the canvas.
struct Plot {
    const CurveView* curve = nullptr;
    ImVec2 from, to;

    float x(std::size_t place) const {
        const std::size_t last = std::max<std::size_t>(2, curve->places.size()) - 1;
        return from.x + (to.x - from.x) * static_cast<float>(place) / static_cast<float>(last);
    }
    float y(std::int64_t value) const {
        const double part =
            static_cast<double>(std::clamp<std::int64_t>(value, 0, curve->top)) / static_cast<double>(curve->top);
        return to.y - (to.y - from.y) * static_cast<float>(part);
    }
    std::size_t place_at(float at) const {
        const float part = std::clamp((at - from.x) / std::max(1.0f, to.x - from.x), 0.0f, 1.0f);
        return static_cast<std::size_t>(std::lround(part * static_cast<float>(curve->places.size() - 1)));
    }
    std::int64_t value_at(float at) const {
        const double part = std::clamp(static_cast<double>((to.y - at) / std::max(1.0f, to.y - from.y)), 0.0, 1.0);
        return static_cast<std::int64_t>(part * static_cast<double>(curve->top));
    }
};

/// Never colour alone: the sketch has discs, what was measured has squares.
void draw_point(ImDrawList* list, ImVec2 at, bool measured, ImU32 color) {
    if (measured)
        list->AddRectFilled({at.x - 4.5f, at.y - 4.5f}, {at.x + 4.5f, at.y + 4.5f}, color);
    else
        list->AddCircleFilled(at, 5.0f, color);
}

void draw_line(const Plot& plot, bool measured, Color color) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::optional<ImVec2> last;
    for (std::size_t place = 0; place < plot.curve->places.size(); ++place) {
        const CurveView::Place& here = plot.curve->places[place];
        const std::optional<std::int64_t> value = measured ? here.measured : here.drawn;
        if (!value) continue;
        const ImVec2 at{plot.x(place), plot.y(*value)};
        if (last) list->AddLine(*last, at, ink(color), measured ? 1.5f : 2.5f);
        draw_point(list, at, measured, ink(color));
        last = at;
    }
}

/// The axes, the top's name, and the places' names as far as there is room for them.
void draw_axes(const Plot& plot, const Pens& pens) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({plot.from.x - 12.0f, plot.from.y - 4.0f}, {plot.to.x + 12.0f, plot.to.y},
                        ink(pens.theme->ground), 4.0f);
    list->AddLine({plot.from.x - 12.0f, plot.from.y - 4.0f}, {plot.from.x - 12.0f, plot.to.y}, ink(pens.theme->edge));
    list->AddLine({plot.from.x - 12.0f, plot.to.y}, {plot.to.x + 12.0f, plot.to.y}, ink(pens.theme->edge));
    text_at(list, pens.text, size::small_text, {plot.from.x - 12.0f, plot.from.y - 24.0f}, pens.theme->muted,
            plot.curve->top_text);
    float free_from = -1e9f;
    for (std::size_t place = 0; place < plot.curve->places.size(); ++place) {
        const std::string& name = plot.curve->places[place].name;
        const float wide = text_extent(pens.text, size::small_text, name).x;
        const float left = std::clamp(plot.x(place) - wide / 2.0f, plot.from.x - 12.0f, plot.to.x + 12.0f - wide);
        list->AddLine({plot.x(place), plot.to.y}, {plot.x(place), plot.to.y + 4.0f}, ink(pens.theme->edge));
        if (left < free_from) continue;
        text_at(list, pens.text, size::small_text, {left, plot.to.y + 5.0f}, pens.theme->muted, name);
        free_from = left + wide + 10.0f;
    }
}

void hint(const Plot& plot, const Pens& pens, std::size_t place) {
    const std::vector<std::string> cells = curve_cells(*plot.curve, place);
    ImGui::GetWindowDrawList()->AddLine({plot.x(place), plot.from.y}, {plot.x(place), plot.to.y},
                                        ink(pens.theme->edge));
    if (!ImGui::BeginTooltip()) return;
    text(pens, cells[0]);
    muted(pens, say(Message::CurveYoursIs, {{"value", cells[1]}}));
    if (cells.size() > 2) muted(pens, say(Message::CurveMeasuredIs, {{"value", cells[2]}}));
    ImGui::EndTooltip();
}

/// While the question is open, the pointer draws: the place that is nearest gets the pointer's height.
void point_at(const Plot& plot, const QuestionView& question, const Pens& pens, Intents& intents) {
    ImGui::SetCursorScreenPos({plot.from.x - 12.0f, plot.from.y - 4.0f});
    ImGui::InvisibleButton("plot", {plot.to.x - plot.from.x + 24.0f, plot.to.y - plot.from.y + 4.0f});
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::size_t place = plot.place_at(mouse.x);
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) hint(plot, pens, place);
    if (!ImGui::IsItemActive() || !question.may_answer) return;
    CurveAnswer answer;
    for (const CurveView::Place& one : plot.curve->places) answer.heights.push_back(one.typed);
    answer.heights[place] = typed_height(*plot.curve, plot.value_at(mouse.y));
    if (answer.heights[place] != plot.curve->places[place].typed)
        ask(intents, intent::SetAnswer{question.id, std::move(answer)});
}

void draw_key(const Pens& pens, Message name, bool measured, Color color) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_point(ImGui::GetWindowDrawList(), {at.x + 7.0f, at.y + 10.0f}, measured, ink(color));
    ImGui::Dummy({16.0f, 18.0f});
    ImGui::SameLine(0.0f, 4.0f);
    muted(pens, text_of(name));
}

void draw_curve_of(const QuestionView& question, const Pens& pens, float height, Intents& intents) {
    strong(pens, plain_text_of(question.ask), pens.theme->text);
    if (question.may_answer) muted(pens, say(Message::CurveDraw, {{"top", question.curve.top_text}}));
    draw_key(pens, Message::CurveYours, false, pens.theme->accent);
    if (is_measured(question.curve)) {
        ImGui::SameLine(0.0f, 14.0f);
        draw_key(pens, Message::CurveMeasured, true, pens.theme->second);
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const Plot plot{
        &question.curve, {at.x + 14.0f, at.y + 28.0f}, {at.x + std::max(60.0f, width - 16.0f), at.y + height - 26.0f}};
    draw_axes(plot, pens);
    point_at(plot, question, pens, intents);
    draw_line(plot, false, pens.theme->accent);
    draw_line(plot, true, pens.theme->second);
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({1.0f, 6.0f});
}

}  // namespace

void draw_curve(const Scene& scene, const Pens& pens, bool, Intents& intents) {
    const std::vector<const QuestionView*> asked = curves_of(scene);
    if (asked.empty()) return wrapped(pens, text_of(Message::CurveNone));
    const float each = ImGui::GetContentRegionAvail().y / static_cast<float>(asked.size()) - 90.0f;
    for (const QuestionView* question : asked) {
        ImGui::PushID(question->id.c_str());
        draw_curve_of(*question, pens, std::clamp(each, 180.0f, 420.0f), intents);
        ImGui::PopID();
    }
}

}  // namespace faultline
