// Curves in words: one table each, a row for each place.
#include "course/grade_curve.hpp"
#include "course/text.hpp"
#include "web/semantics/curves.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

SemanticTable table_of(const QuestionView& question) {
    const CurveView& curve = question.curve;
    SemanticTable table;
    table.id = "curve-" + question.id;
    table.caption = say(Message::CurveCaption, {{"up", curve.up}, {"across", curve.across}});
    table.columns = {curve.across, say(Message::CurveYours)};
    if (is_measured(curve)) table.columns.push_back(say(Message::CurveMeasured));
    if (!curve.beside.empty()) table.columns.push_back(curve.beside);
    for (std::size_t place = 0; place < curve.places.size(); ++place) {
        SemanticRow row;
        row.cells = curve_cells(curve, place);
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

std::vector<const QuestionView*> curves_of(const Scene& scene) {
    std::vector<const QuestionView*> asked;
    if (scene.guide == nullptr) return asked;
    for (const QuestionView& question : scene.guide->questions) {
        if (question.kind == QuestionKind::Curve && !question.curve.places.empty()) asked.push_back(&question);
    }
    return asked;
}

bool is_measured(const CurveView& curve) { return !curve.places.empty() && curve.places.front().measured.has_value(); }

std::vector<std::string> curve_cells(const CurveView& curve, std::size_t place) {
    const CurveView::Place& here = curve.places[place];
    std::vector<std::string> cells{here.name, here.drawn ? with_unit(*here.drawn, curve.up_unit) : std::string("…")};
    if (is_measured(curve)) cells.push_back(here.measured_text);
    if (here.beside) cells.push_back(here.beside_text);
    return cells;
}

std::string typed_height(const CurveView& curve, std::int64_t value) {
    const std::int64_t whole = value / curve.unit;
    std::int64_t digit = 1;
    while (whole / digit >= 1000) digit *= 10;
    return std::to_string((whole + digit / 2) / digit * digit);
}

SemanticSection describe_curve(const Scene& scene) {
    SemanticSection section;
    section.id = "curve";
    section.heading = say(Message::ViewCurve);
    for (const QuestionView* question : curves_of(scene)) {
        if (!section.summary.empty()) section.summary += " ";
        section.summary += plain_text_of(question->ask);
        if (question->feedback && !question->feedback->parting.empty())
            section.summary += " " + question->feedback->parting;
        section.tables.push_back(table_of(*question));
    }
    return section;
}

}  // namespace faultline
