#include "course/overloaded.hpp"
#include "course/question_json.hpp"

namespace faultline {

namespace {

void string(JsonWriter& json, std::string_view text) { json.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

void save_run(JsonWriter& json, const TextRun& run) {
    if (run.style == RunStyle::Plain) return string(json, run.text);
    json.StartObject();
    switch (run.style) {
        case RunStyle::Plain: break;
        case RunStyle::Emphasis: save_text(json, "em", run.text); break;
        case RunStyle::Strong: save_text(json, "strong", run.text); break;
        case RunStyle::Code: save_text(json, "code", run.text); break;
        case RunStyle::Link:
            save_text(json, "link", run.text);
            save_text(json, "to", run.target);
            break;
        case RunStyle::Measure:
            save_text(json, "measure", run.text);
            if (!run.target.empty()) save_text(json, "as", run.target);
            break;
    }
    json.EndObject();
}

void save_belief_members(JsonWriter& json, const Belief& belief) {
    if (!belief.misconception.empty()) save_text(json, "believes", belief.misconception);
    save_runs(json, "say", belief.say);
}

void save_otherwise(JsonWriter& json, const Belief& belief) {
    key(json, "otherwise");
    json.StartObject();
    save_belief_members(json, belief);
    json.EndObject();
}

/// Choices and conditions have the same members.
template <class Item>
void save_judged(JsonWriter& json, std::string_view name, const std::vector<Item>& items, const Belief Item::*belief) {
    key(json, name);
    json.StartArray();
    for (const Item& item : items) {
        json.StartObject();
        save_runs(json, "text", item.text);
        save_text(json, "holds", item.holds.source);
        save_belief_members(json, item.*belief);
        json.EndObject();
    }
    json.EndArray();
}

void save_body(JsonWriter& json, const NumberQuestion& body) {
    save_text(json, "measure", body.measure.source);
    if (!body.unit.empty()) save_text(json, "unit", body.unit);
    save_text(json, "within", body.tolerance.source);
    save_runs(json, "right", body.right);
    key(json, "near");
    json.StartArray();
    for (const NumberQuestion::Near& near : body.near) {
        json.StartObject();
        save_text(json, "value", near.value.source);
        save_text(json, "within", near.tolerance.source);
        save_belief_members(json, near.belief);
        json.EndObject();
    }
    json.EndArray();
    save_otherwise(json, body.otherwise);
}

void save_body(JsonWriter& json, const ChoiceQuestion& body) { save_judged(json, "choices", body.choices, &Choice::belief); }

void save_body(JsonWriter& json, const SeveralQuestion& body) {
    save_judged(json, "choices", body.choices, &Choice::belief);
    save_runs(json, "right", body.right);
}

void save_body(JsonWriter& json, const OrderQuestion& body) {
    key(json, "items");
    json.StartArray();
    for (const OrderQuestion::Item& item : body.items) {
        json.StartObject();
        save_runs(json, "text", item.text);
        save_text(json, "rank", item.rank.source);
        json.EndObject();
    }
    json.EndArray();
    save_runs(json, "right", body.right);
    save_otherwise(json, body.otherwise);
}

void save_body(JsonWriter& json, const HandlerQuestion& body) {
    save_moment_ref(json, "fault", body.fault);
    if (!body.blank.empty()) {
        key(json, "blank");
        json.StartArray();
        for (const Stage stage : body.blank) string(json, stage_name(stage));
        json.EndArray();
    }
    save_runs(json, "right", body.right);
    save_otherwise(json, body.otherwise);
}

void save_body(JsonWriter& json, const PointQuestion& body) {
    const std::string_view place = body.target == PointQuestion::Target::Page ? "address" : "frame";
    save_text(json, place, body.place.source);
    key(json, "candidates");
    json.StartArray();
    for (const PointQuestion::Candidate& candidate : body.candidates) {
        json.StartObject();
        save_runs(json, "text", candidate.text);
        save_text(json, place, candidate.place.source);
        save_belief_members(json, candidate.belief);
        json.EndObject();
    }
    json.EndArray();
    save_runs(json, "right", body.right);
    save_otherwise(json, body.otherwise);
}

void save_axis(JsonWriter& json, std::string_view name, const std::string& shows, const std::string& unit) {
    key(json, name);
    json.StartObject();
    save_text(json, "shows", shows);
    if (!unit.empty()) save_text(json, "unit", unit);
    json.EndObject();
}

void save_body(JsonWriter& json, const CurveQuestion& body) {
    save_axis(json, "across", body.across, body.across_unit);
    save_axis(json, "up", body.up, body.up_unit);
    if (!body.beside.empty()) save_axis(json, "beside", body.beside, body.beside_unit);
    key(json, "places");
    json.StartArray();
    for (const CurveQuestion::Place& place : body.places) {
        json.StartObject();
        save_text(json, "across", place.across.source);
        if (!place.program.empty()) save_text(json, "program", place.program);
        save_text(json, "measure", place.up.source);
        if (!body.beside.empty()) save_text(json, "beside", place.beside.source);
        json.EndObject();
    }
    json.EndArray();
    save_text(json, "top", body.top.source);
    key(json, "within_percent");
    json.Uint(body.within_percent);
    key(json, "curves");
    json.StartArray();
    for (const CurveQuestion::Near& near : body.near) {
        json.StartObject();
        key(json, "heights");
        json.StartArray();
        for (const Measure& height : near.up) string(json, height.source);
        json.EndArray();
        save_belief_members(json, near.belief);
        json.EndObject();
    }
    json.EndArray();
    save_runs(json, "right", body.right);
    save_otherwise(json, body.otherwise);
}

void save_body(JsonWriter& json, const ReverseQuestion& body) {
    key(json, "suspects");
    json.StartArray();
    for (const ReverseQuestion::Choice& choice : body.choices) {
        json.StartObject();
        save_text(json, "program", choice.program);
        save_runs(json, "text", choice.text);
        save_belief_members(json, choice.belief);
        json.EndObject();
    }
    json.EndArray();
    key(json, "counters");
    json.StartArray();
    for (const ReverseQuestion::Counter& counter : body.counters) {
        json.StartObject();
        save_runs(json, "text", counter.text);
        save_text(json, "measure", counter.of.empty() ? std::string{} : counter.of.front().source);
        if (!counter.format.empty()) save_text(json, "as", counter.format);
        json.EndObject();
    }
    json.EndArray();
    save_runs(json, "right", body.right);
}

void save_body(JsonWriter& json, const ChangeQuestion& body) {
    save_text(json, "program", body.program);
    key(json, "lines");
    json.Uint(body.lines);
    save_judged(json, "conditions", body.conditions, &ChangeQuestion::Condition::otherwise);
    save_runs(json, "right", body.right);
}

void save_settings(JsonWriter& json, const std::vector<Setting>& settings) {
    key(json, "settings");
    json.StartArray();
    for (const Setting& setting : settings) {
        json.StartObject();
        save_text(json, "name", setting.name);
        save_runs(json, "text", setting.text);
        key(json, "choices");
        json.StartArray();
        for (const std::string& choice : setting.choices) string(json, choice);
        json.EndArray();
        save_text(json, "letters", setting.letters);
        key(json, "most");
        json.Uint(setting.most);
        save_text(json, "given", setting.given);
        json.EndObject();
    }
    json.EndArray();
}

void save_body(JsonWriter& json, const WorkloadQuestion& body) {
    save_text(json, "program", body.program);
    save_settings(json, body.settings);
    save_judged(json, "conditions", body.conditions, &ChangeQuestion::Condition::otherwise);
    save_runs(json, "right", body.right);
}

void save_body(JsonWriter& json, const ExperimentQuestion& body) {
    save_text(json, "program", body.program);
    save_settings(json, body.settings);
}

}  // namespace

std::string_view kind_name(const QuestionBody& body) {
    return std::visit(Overloaded{[](const NumberQuestion&) { return std::string_view("number"); },
                                 [](const ChoiceQuestion&) { return std::string_view("choice"); },
                                 [](const SeveralQuestion&) { return std::string_view("several"); },
                                 [](const OrderQuestion&) { return std::string_view("order"); },
                                 [](const HandlerQuestion&) { return std::string_view("handler"); },
                                 [](const PointQuestion&) { return std::string_view("point"); },
                                 [](const CurveQuestion&) { return std::string_view("curve"); },
                                 [](const ReverseQuestion&) { return std::string_view("reverse"); },
                                 [](const ChangeQuestion&) { return std::string_view("change"); },
                                 [](const WorkloadQuestion&) { return std::string_view("workload"); },
                                 [](const ExperimentQuestion&) { return std::string_view("experiment"); }},
                      body);
}

void save_runs(JsonWriter& json, std::string_view name, const Runs& runs) {
    key(json, name);
    json.StartArray();
    for (const TextRun& run : runs) save_run(json, run);
    json.EndArray();
}

void save_moment_ref(JsonWriter& json, std::string_view name, const MomentRef& moment) {
    key(json, name);
    json.StartObject();
    save_text(json, "program", moment.program);
    save_text(json, "moment", moment.moment);
    json.EndObject();
}

void save_question(JsonWriter& json, const Question& question) {
    json.StartObject();
    save_text(json, "id", question.id);
    save_text(json, "kind", kind_name(question.body));
    save_runs(json, "ask", question.ask);
    std::visit([&json](const auto& body) { save_body(json, body); }, question.body);
    key(json, "hints");
    json.StartArray();
    for (const Runs& hint : question.hints) {
        json.StartObject();
        save_runs(json, "say", hint);
        json.EndObject();
    }
    json.EndArray();
    if (question.stage) save_text(json, "stage", stage_name(*question.stage));
    key(json, "objectives");
    json.StartArray();
    for (const std::string& objective : question.objectives) string(json, objective);
    json.EndArray();
    if (!question.moment.moment.empty()) save_moment_ref(json, "moment", question.moment);
    json.EndObject();
}

}  // namespace faultline
