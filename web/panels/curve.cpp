// The curves that the step asks for, such as faults against the size of memory: as the learner sketches them, by
// pointer here too, over the sketch what was measured, and under it what else was, such as throughput.
#include <algorithm>
#include <cmath>

#include "course/text.hpp"
#include "web/panels/panels.hpp"
#include "web/semantics/curves.hpp"

namespace faultline {
namespace {

/// The lines of a curve, each with a mark and a colour of its own: never colour alone.
enum class Line : std::uint8_t { Sketch, Measured, Beside };

std::optional<std::int64_t> value_of(const CurveView::Place& place, Line line) {
    switch (line) {
        case Line::Sketch: return place.drawn;
        case Line::Measured: return place.measured;
        case Line::Beside: return place.beside;
    }
    return std::nullopt;
}

Color color_of(const Theme& theme, Line line) {
    switch (line) {
        case Line::Sketch: return theme.accent;
        case Line::Measured: return theme.second;
        case Line::Beside: return theme.good;
    }
    return theme.text;
}

/// Where one curve lies on the canvas, and how far up it goes.
struct Plot {
    const CurveView* curve = nullptr;
    std::int64_t top = 1;
    std::string_view top_text;
    ImVec2 from, to;

    float x(std::size_t place) const {
        const std::size_t last = std::max<std::size_t>(2, curve->places.size()) - 1;
        return from.x + (to.x - from.x) * static_cast<float>(place) / static_cast<float>(last);
    }
    float y(std::int64_t value) const {
        const double part =
            static_cast<double>(std::clamp<std::int64_t>(value, 0, top)) / static_cast<double>(top);
        return to.y - (to.y - from.y) * static_cast<float>(part);
    }
    std::size_t place_at(float at) const {
        const float part = std::clamp((at - from.x) / std::max(1.0f, to.x - from.x), 0.0f, 1.0f);
        return static_cast<std::size_t>(std::lround(part * static_cast<float>(curve->places.size() - 1)));
    }
    std::int64_t value_at(float at) const {
        const double part = std::clamp(static_cast<double>((to.y - at) / std::max(1.0f, to.y - from.y)), 0.0, 1.0);
        return static_cast<std::int64_t>(part * static_cast<double>(top));
    }
};

void draw_point(ImDrawList* list, ImVec2 at, Line line, ImU32 color) {
    switch (line) {
        case Line::Sketch: return list->AddCircleFilled(at, 5.0f, color);
        case Line::Measured: return list->AddRectFilled({at.x - 4.5f, at.y - 4.5f}, {at.x + 4.5f, at.y + 4.5f}, color);
        case Line::Beside: return list->AddQuadFilled({at.x, at.y - 6.0f}, {at.x + 6.0f, at.y}, {at.x, at.y + 6.0f}, {at.x - 6.0f, at.y}, color);
    }
}

void draw_line(const Plot& plot, Line line, const Theme& theme) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Color color = color_of(theme, line);
    std::optional<ImVec2> last;
    for (std::size_t place = 0; place < plot.curve->places.size(); ++place) {
        const std::optional<std::int64_t> value = value_of(plot.curve->places[place], line);
        if (!value) continue;
        const ImVec2 at{plot.x(place), plot.y(*value)};
        if (last) list->AddLine(*last, at, ink(color), line == Line::Sketch ? 2.5f : 1.5f);
        draw_point(list, at, line, ink(color));
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
            plot.top_text);
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
    if (cells.size() > 3) muted(pens, plot.curve->beside + ": " + cells[3]);
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

void draw_key(const Pens& pens, std::string_view name, Line line) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_point(ImGui::GetWindowDrawList(), {at.x + 7.0f, at.y + 10.0f}, line, ink(color_of(*pens.theme, line)));
    ImGui::Dummy({16.0f, 18.0f});
    ImGui::SameLine(0.0f, 4.0f);
    muted(pens, name);
}

/// The place for a plot that is so high, with its axes, from the cursor on.
Plot begin_plot(const CurveView& curve, const Pens& pens, float height, std::int64_t top, std::string_view top_text) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const Plot plot{&curve, top, top_text, {at.x + 14.0f, at.y + 28.0f}, {at.x + std::max(60.0f, width - 16.0f), at.y + height - 26.0f}};
    draw_axes(plot, pens);
    return plot;
}

void end_plot(const Plot& plot) {
    ImGui::SetCursorScreenPos({plot.from.x - 14.0f, plot.to.y + 26.0f});
    ImGui::Dummy({1.0f, 6.0f});
}

/// On an axis of its own, over the same places.
void draw_beside(const CurveView& curve, const Pens& pens, float height) {
    draw_key(pens, curve.beside, Line::Beside);
    const Plot plot = begin_plot(curve, pens, height, curve.beside_top, curve.beside_top_text);
    draw_line(plot, Line::Beside, *pens.theme);
    end_plot(plot);
}

void draw_curve_of(const QuestionView& question, const Pens& pens, float height, Intents& intents) {
    strong(pens, plain_text_of(question.ask), pens.theme->text);
    if (question.may_answer) muted(pens, say(Message::CurveDraw, {{"top", question.curve.top_text}}));
    draw_key(pens, text_of(Message::CurveYours), Line::Sketch);
    if (is_measured(question.curve)) {
        ImGui::SameLine(0.0f, 14.0f);
        draw_key(pens, text_of(Message::CurveMeasured), Line::Measured);
    }
    const bool has_beside = !question.curve.beside.empty();
    const Plot plot = begin_plot(question.curve, pens, has_beside ? height * 0.55f : height, question.curve.top, question.curve.top_text);
    point_at(plot, question, pens, intents);
    draw_line(plot, Line::Sketch, *pens.theme);
    draw_line(plot, Line::Measured, *pens.theme);
    end_plot(plot);
    if (has_beside) draw_beside(question.curve, pens, height * 0.45f);
}

}  // namespace

void draw_curve(const Scene& scene, const Pens& pens, bool, Intents& intents) {
    const std::vector<const QuestionView*> asked = curves_of(scene);
    if (asked.empty()) return wrapped(pens, text_of(Message::CurveNone));
    const float each = ImGui::GetContentRegionAvail().y / static_cast<float>(asked.size()) - 90.0f;
    for (const QuestionView* question : asked) {
        ImGui::PushID(question->id.c_str());
        draw_curve_of(*question, pens, std::clamp(each, 180.0f, question->curve.beside.empty() ? 420.0f : 640.0f), intents);
        ImGui::PopID();
    }
}

}  // namespace faultline
