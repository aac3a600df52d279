#include "course/question_json.hpp"

namespace faultline {

namespace {

/// Parses a measure where it stands, so that a lab from elsewhere fails at its load and not in the middle of a run.
Measure measure_of(const JsonReader& json, const std::string& source, const Scope& scope) {
    Measure measure{source, {}};
    if (json.failed()) return measure;
    Result<Expression> parsed = parse_measure(source, scope);
    if (parsed) {
        measure.expression = std::move(parsed.value());
    } else {
        json.fail("in the measure '" + source + "', " + parsed.error().message());
    }
    return measure;
}

Measure load_measure(const JsonReader& json, std::string_view key, const Scope& scope) {
    const JsonReader member = json.member(key);
    return measure_of(member, member.as_text(), scope);
}

MomentRef load_moment(const JsonReader& json, std::string_view key) {
    const JsonReader member = json.member(key);
    return {member.text("program"), member.text("moment")};
}

TextRun load_run(const JsonReader& json, const Scope& scope) {
    if (json.is_text()) return {RunStyle::Plain, json.as_text(), {}};
    if (json.has("em")) return {RunStyle::Emphasis, json.text("em"), {}};
    if (json.has("strong")) return {RunStyle::Strong, json.text("strong"), {}};
    if (json.has("code")) return {RunStyle::Code, json.text("code"), {}};
    if (json.has("link")) return {RunStyle::Link, json.text("link"), json.text("to")};
    if (!json.has("measure")) {
        json.fail("expected text, or an object with em, strong, code, link or measure");
        return {};
    }
    const std::string source = json.text("measure");
    const std::string format = json.text_or_empty("as");
    if (!is_format(format)) json.fail("there is no format '" + format + "'");
    (void)measure_of(json, source, scope);
    return {RunStyle::Measure, source, format};
}

Belief load_belief(const JsonReader& json, const Scope& scope) {
    return {json.text_or_empty("believes"), load_runs(json, "say", scope)};
}

std::vector<Choice> load_choices(const JsonReader& json, const Scope& scope) {
    std::vector<Choice> choices;
    for (const JsonReader& item : json.list("choices")) {
        item.only({"text", "holds", "believes", "say"});
        choices.push_back({load_runs(item, "text", scope), load_measure(item, "holds", scope), load_belief(item, scope)});
    }
    return choices;
}

NumberQuestion load_number(const JsonReader& json, const Scope& scope) {
    NumberQuestion body;
    body.measure = load_measure(json, "measure", scope);
    body.unit = json.text_or_empty("unit");
    body.tolerance = load_measure(json, "within", scope);
    body.right = load_runs(json, "right", scope);
    for (const JsonReader& item : json.list("near", false)) {
        item.only({"value", "within", "believes", "say"});
        body.near.push_back({load_measure(item, "value", scope), load_measure(item, "within", scope), load_belief(item, scope)});
    }
    body.otherwise = load_belief(json.member("otherwise"), scope);
    return body;
}

OrderQuestion load_order(const JsonReader& json, const Scope& scope) {
    OrderQuestion body;
    for (const JsonReader& item : json.list("items")) {
        item.only({"text", "rank"});
        body.items.push_back({load_runs(item, "text", scope), load_measure(item, "rank", scope)});
    }
    body.right = load_runs(json, "right", scope);
    body.otherwise = load_belief(json.member("otherwise"), scope);
    return body;
}

ChangeQuestion load_change(const JsonReader& json, const Scope& scope) {
    ChangeQuestion body;
    body.program = json.text("program");
    body.lines = json.number("lines");
    body.right = load_runs(json, "right", scope);
    const Scope own = scope_of_change(body.program);
    for (const JsonReader& item : json.list("conditions")) {
        item.only({"text", "holds", "believes", "say"});
        body.conditions.push_back({load_runs(item, "text", own), load_measure(item, "holds", own), load_belief(item, own)});
    }
    return body;
}

QuestionBody load_body(const JsonReader& json, const Scope& scope) {
    const std::string kind = json.text("kind");
    if (kind == "number") return load_number(json, scope);
    if (kind == "choice") return ChoiceQuestion{load_choices(json, scope)};
    if (kind == "several") return SeveralQuestion{load_choices(json, scope), load_runs(json, "right", scope)};
    if (kind == "order") return load_order(json, scope);
    if (kind == "handler") {
        return HandlerQuestion{load_moment(json, "fault"), load_runs(json, "right", scope), load_belief(json.member("otherwise"), scope)};
    }
    if (kind == "point") {
        return PointQuestion{load_measure(json, "address", scope), load_runs(json, "right", scope), load_belief(json.member("otherwise"), scope)};
    }
    if (kind == "change") return load_change(json, scope);
    json.fail("there is no kind of question '" + kind + "'");
    return ChoiceQuestion{};
}

}  // namespace

Runs load_runs(const JsonReader& json, std::string_view key, const Scope& scope, bool required) {
    Runs runs;
    for (const JsonReader& item : json.list(key, required)) runs.push_back(load_run(item, scope));
    return runs;
}

Question load_question(const JsonReader& json, const Scope& scope) {
    Question question;
    question.id = json.text("id");
    question.ask = load_runs(json, "ask", scope);
    question.body = load_body(json, scope);
    for (const JsonReader& hint : json.list("hints", false)) question.hints.push_back(load_runs(hint, "say", scope));
    const std::string stage = json.text_or_empty("stage");
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(Stage::Retry); ++i) {
        if (stage_name(static_cast<Stage>(i)) == stage) question.stage = static_cast<Stage>(i);
    }
    if (!stage.empty() && !question.stage) json.fail("there is no stage '" + stage + "'");
    question.objectives = json.texts("objectives", false);
    if (json.has("moment")) question.moment = load_moment(json, "moment");
    return question;
}

}  // namespace faultline
