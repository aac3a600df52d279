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

std::optional<Stage> load_stage(const JsonReader& json, const std::string& name) {
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(Stage::Retry); ++i) {
        if (stage_name(static_cast<Stage>(i)) == name) return static_cast<Stage>(i);
    }
    json.fail("there is no stage '" + name + "'");
    return std::nullopt;
}

HandlerQuestion load_handler(const JsonReader& json, const Scope& scope) {
    HandlerQuestion body;
    body.fault = load_moment_ref(json, "fault");
    for (const std::string& name : json.texts("blank", false)) {
        if (const std::optional<Stage> stage = load_stage(json, name)) body.blank.push_back(*stage);
    }
    body.right = load_runs(json, "right", scope);
    body.otherwise = load_belief(json.member("otherwise"), scope);
    return body;
}

PointQuestion load_point(const JsonReader& json, const Scope& scope) {
    PointQuestion body;
    const std::string_view place = json.has("frame") ? "frame" : "address";
    body.target = json.has("frame") ? PointQuestion::Target::Frame : PointQuestion::Target::Page;
    body.place = load_measure(json, place, scope);
    for (const JsonReader& item : json.list("candidates")) {
        item.only({"text", place, "believes", "say"});
        body.candidates.push_back({load_runs(item, "text", scope), load_measure(item, place, scope), load_belief(item, scope)});
    }
    body.right = load_runs(json, "right", scope);
    body.otherwise = load_belief(json.member("otherwise"), scope);
    return body;
}

void load_axis(const JsonReader& json, std::string& shows, std::string& unit) {
    json.only({"shows", "unit"});
    shows = json.text("shows");
    unit = json.text_or_empty("unit");
}

CurveQuestion load_curve(const JsonReader& json, const Scope& scope) {
    CurveQuestion body;
    load_axis(json.member("across"), body.across, body.across_unit);
    load_axis(json.member("up"), body.up, body.up_unit);
    if (json.has("beside")) load_axis(json.member("beside"), body.beside, body.beside_unit);
    for (const JsonReader& item : json.list("places")) {
        item.only({"across", "program", "measure", "beside"});
        const std::string program = item.text_or_empty("program");
        const Scope own = program.empty() ? scope : scope_of_whole_run(program, scope.numbers);
        body.places.push_back({load_measure(item, "across", scope), program, load_measure(item, "measure", own), {}});
        if (item.has("beside")) body.places.back().beside = load_measure(item, "beside", own);
        if (item.has("beside") == body.beside.empty()) item.fail("all places have 'beside', and the curve too, or none has");
    }
    body.top = load_measure(json, "top", scope);
    body.within_percent = json.number("within_percent");
    for (const JsonReader& item : json.list("curves")) {
        item.only({"heights", "believes", "say"});
        CurveQuestion::Near near;
        for (const JsonReader& height : item.list("heights")) near.up.push_back(measure_of(height, height.as_text(), scope));
        if (near.up.size() != body.places.size()) item.fail("a curve has one height at each place");
        near.belief = load_belief(item, scope);
        body.near.push_back(std::move(near));
    }
    body.right = load_runs(json, "right", scope);
    body.otherwise = load_belief(json.member("otherwise"), scope);
    return body;
}

ReverseQuestion load_reverse(const JsonReader& json, const Scope& scope) {
    ReverseQuestion body;
    for (const JsonReader& item : json.list("suspects")) {
        item.only({"program", "text", "believes", "say"});
        const Scope own = scope_of_whole_run(item.text("program"), scope.numbers);
        body.choices.push_back({own.program, load_runs(item, "text", own), load_belief(item, own)});
    }
    if (body.choices.empty()) json.fail("there is no program to choose from");
    const Scope any = scope_of_whole_run(body.choices.empty() ? std::string{} : body.choices.front().program, scope.numbers);
    for (const JsonReader& item : json.list("counters")) {
        item.only({"text", "measure", "as"});
        ReverseQuestion::Counter counter{load_runs(item, "text", any), item.text_or_empty("as"), {}};
        if (!is_format(counter.format)) item.fail("there is no format '" + counter.format + "'");
        for (const ReverseQuestion::Choice& choice : body.choices) {
            counter.of.push_back(load_measure(item, "measure", scope_of_whole_run(choice.program, scope.numbers)));
        }
        body.counters.push_back(std::move(counter));
    }
    body.right = load_runs(json, "right", any);
    return body;
}

std::vector<ChangeQuestion::Condition> load_conditions(const JsonReader& json, const Scope& own) {
    std::vector<ChangeQuestion::Condition> conditions;
    for (const JsonReader& item : json.list("conditions")) {
        item.only({"text", "holds", "believes", "say"});
        conditions.push_back({load_runs(item, "text", own), load_measure(item, "holds", own), load_belief(item, own)});
    }
    return conditions;
}

ChangeQuestion load_change(const JsonReader& json, const Scope& scope) {
    ChangeQuestion body;
    body.program = json.text("program");
    body.lines = json.number("lines");
    const Scope own = scope_of_whole_run(body.program, scope.numbers);
    body.conditions = load_conditions(json, own);
    body.right = load_runs(json, "right", own);
    return body;
}

std::vector<Setting> load_settings(const JsonReader& json, const Scope& scope) {
    std::vector<Setting> settings;
    for (const JsonReader& item : json.list("settings")) {
        item.only({"name", "text", "choices", "letters", "most", "given"});
        Setting setting;
        setting.name = item.text("name");
        setting.text = load_runs(item, "text", scope);
        setting.choices = item.texts("choices");
        setting.letters = item.text("letters");
        setting.most = item.number("most");
        setting.given = item.text("given");
        if (!setting.allows(setting.given)) item.fail("what is given is not allowed: '" + setting.given + "'");
        settings.push_back(std::move(setting));
    }
    return settings;
}

WorkloadQuestion load_workload(const JsonReader& json, const Scope& scope) {
    WorkloadQuestion body;
    body.program = json.text("program");
    body.settings = load_settings(json, scope);
    const Scope own = scope_of_whole_run(body.program, scope.numbers);
    body.conditions = load_conditions(json, own);
    body.right = load_runs(json, "right", own);
    return body;
}

QuestionBody load_body(const JsonReader& json, const Scope& scope) {
    const std::string kind = json.text("kind");
    if (kind == "number") return load_number(json, scope);
    if (kind == "choice") return ChoiceQuestion{load_choices(json, scope)};
    if (kind == "several") return SeveralQuestion{load_choices(json, scope), load_runs(json, "right", scope)};
    if (kind == "order") return load_order(json, scope);
    if (kind == "handler") return load_handler(json, scope);
    if (kind == "point") return load_point(json, scope);
    if (kind == "curve") return load_curve(json, scope);
    if (kind == "reverse") return load_reverse(json, scope);
    if (kind == "change") return load_change(json, scope);
    if (kind == "workload") return load_workload(json, scope);
    if (kind == "experiment") return ExperimentQuestion{json.text("program"), load_settings(json, scope)};
    json.fail("there is no kind of question '" + kind + "'");
    return ChoiceQuestion{};
}

}  // namespace

Runs load_runs(const JsonReader& json, std::string_view key, const Scope& scope, bool required) {
    Runs runs;
    for (const JsonReader& item : json.list(key, required)) runs.push_back(load_run(item, scope));
    return runs;
}

MomentRef load_moment_ref(const JsonReader& json, std::string_view key) {
    const JsonReader member = json.member(key);
    return {member.text("program"), member.text("moment")};
}

Question load_question(const JsonReader& json, const Scope& scope) {
    Question question;
    question.id = json.text("id");
    question.ask = load_runs(json, "ask", scope);
    question.body = load_body(json, scope);
    for (const JsonReader& hint : json.list("hints", false)) question.hints.push_back(load_runs(hint, "say", scope));
    const std::string stage = json.text_or_empty("stage");
    if (!stage.empty()) question.stage = load_stage(json, stage);
    question.objectives = json.texts("objectives", false);
    if (json.has("moment")) question.moment = load_moment_ref(json, "moment");
    return question;
}

}  // namespace faultline
