#include "tools/lab/attempt_json.hpp"

#include "course/json_writer.hpp"

namespace faultline {

namespace {

void save_begin(JsonWriter& json, const std::string& file, const std::string& state) {
    json.StartObject();
    save_text(json, "file", file);
    key(json, "ok");
    json.Bool(state == "ok");
    save_text(json, "state", state);
}

void save_outcome(JsonWriter& json, const Outcome& outcome) {
    json.StartObject();
    save_text(json, "question", outcome.question);
    save_text(json, "verdict", name_of(outcome.verdict));
    save_number(json, "credit", outcome.credit);
    save_text(json, "predicted", outcome.predicted);
    save_text(json, "measured", outcome.measured);
    if (outcome.stage) save_text(json, "stage", stage_name(*outcome.stage));
    if (!outcome.misconception.empty()) save_text(json, "misconception", outcome.misconception);
    json.EndObject();
}

void save_objective(JsonWriter& json, const ObjectiveScore& objective) {
    json.StartObject();
    save_text(json, "id", objective.id);
    save_number(json, "credit", objective.credit);
    save_number(json, "questions", objective.questions);
    json.EndObject();
}

void save_report(JsonWriter& json, const Report& report) {
    save_number(json, "credit", report.credit);
    save_number(json, "questions", report.questions);
    save_number(json, "answered", static_cast<std::uint32_t>(report.outcomes.size()));
    save_number(json, "hints", report.hints);
    save_number(json, "sure", report.sure);
    save_number(json, "sure_and_right", report.sure_and_right);
    save_texts(json, "misconceptions", report.misconceptions);
    key(json, "objectives");
    json.StartArray();
    for (const ObjectiveScore& objective : report.objectives) save_objective(json, objective);
    json.EndArray();
    key(json, "outcomes");
    json.StartArray();
    for (const Outcome& outcome : report.outcomes) save_outcome(json, outcome);
    json.EndArray();
}

}  // namespace

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Right: return "right";
        case Verdict::Partly: return "partly";
        case Verdict::Differs: return "differs";
    }
    return {};
}

std::string attempt_json(const std::string& file, const LabSession& session, const Report& report, const std::string& state) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    const Lab& lab = session.lab();
    save_begin(json, file, state);
    save_text(json, "lab", lab.id);
    save_text(json, "version", lab.digest.substr(0, 12));
    save_text(json, "seed", std::to_string(lab.seed));
    save_report(json, report);
    json.EndObject();
    return buffer.GetString();
}

std::string failure_json(const std::string& file, const std::string& why) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    save_begin(json, file, why);
    json.EndObject();
    return buffer.GetString();
}

}  // namespace faultline
