#include "course/lab_names.hpp"
#include "course/overloaded.hpp"
#include "course/question_json.hpp"

namespace faultline {

namespace {

void save_moment(JsonWriter& json, const Moment& moment) {
    json.StartObject();
    save_text(json, "name", moment.name);
    save_text(json, "kind", moment_kind_name(moment.kind));
    if (moment.line != 0) save_number(json, "line", moment.line);
    if (moment.count != 1) save_number(json, "count", moment.count);
    if (!moment.text.empty()) save_text(json, "text", moment.text);
    json.EndObject();
}

void save_program(JsonWriter& json, const LabProgram& program) {
    json.StartObject();
    save_text(json, "id", program.id);
    save_text(json, "title", program.title);
    save_text(json, "file", program.file);
    save_text(json, "source", program.source);
    save_texts(json, "arguments", program.arguments);
    key(json, "machine");
    json.StartObject();
    for (const auto& option : program.machine_options) save_text(json, option.first, option.second);
    json.EndObject();
    save_texts(json, "input", program.input);
    key(json, "moments");
    json.StartArray();
    for (const Moment& moment : program.moments) save_moment(json, moment);
    json.EndArray();
    json.EndObject();
}

void save_blocks(JsonWriter& json, std::string_view name, const std::vector<Block>& blocks) {
    key(json, name);
    json.StartArray();
    for (const Block& block : blocks) {
        json.StartObject();
        std::visit(Overloaded{[&json](const Prose& prose) {
                                  save_text(json, "prose", prose_kind_name(prose.kind));
                                  save_runs(json, "runs", prose.runs);
                                  if (!prose.detail.empty()) save_text(json, "detail", prose.detail);
                              },
                              [&json](const QuestionRef& ref) { save_number(json, "question", ref.index); },
                              [&json](const ListingRef& ref) { save_text(json, "listing", ref.program); },
                              [&json](const WorkedRef& ref) { save_moment_ref(json, "worked", ref.fault); }},
                   block);
        json.EndObject();
    }
    json.EndArray();
}

void save_questions(JsonWriter& json, std::string_view name, const std::vector<Question>& questions) {
    key(json, name);
    json.StartArray();
    for (const Question& question : questions) save_question(json, question);
    json.EndArray();
}

void save_step(JsonWriter& json, const LabStep& step) {
    json.StartObject();
    save_text(json, "id", step.id);
    save_text(json, "title", step.title);
    save_text(json, "phase", phase_name(step.phase));
    if (!step.program.empty()) {
        save_text(json, "program", step.program);
        save_text(json, "from", step.from);
        save_text(json, "until", step.until);
    }
    save_questions(json, "questions", step.questions);
    save_questions(json, "observation", step.observation);
    save_blocks(json, "before", step.before);
    save_blocks(json, "after", step.after);
    json.EndObject();
}

void save_vary(JsonWriter& json, const std::vector<Vary>& list) {
    key(json, "vary");
    json.StartArray();
    for (const Vary& vary : list) {
        json.StartObject();
        save_text(json, "name", vary.name);
        key(json, "values");
        json.StartArray();
        for (const std::int64_t value : vary.values) json.Int64(value);
        json.EndArray();
        json.EndObject();
    }
    json.EndArray();
}

}  // namespace

std::string save_lab(const Lab& lab) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    save_text(json, "format", "faultline-lab");
    save_number(json, "version", 1);
    save_text(json, "id", lab.id);
    save_text(json, "title", lab.title);
    save_text(json, "summary", lab.summary);
    save_number(json, "minutes", lab.minutes);
    key(json, "objectives");
    json.StartArray();
    for (const Objective& objective : lab.objectives) {
        json.StartObject();
        save_text(json, "id", objective.id);
        save_text(json, "text", objective.text);
        json.EndObject();
    }
    json.EndArray();
    save_texts(json, "misconceptions", lab.misconceptions);
    if (!lab.vary.empty()) save_vary(json, lab.vary);
    key(json, "programs");
    json.StartArray();
    for (const LabProgram& program : lab.programs) save_program(json, program);
    json.EndArray();
    key(json, "steps");
    json.StartArray();
    for (const LabStep& step : lab.steps) save_step(json, step);
    json.EndArray();
    json.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace faultline
