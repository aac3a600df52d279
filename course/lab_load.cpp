#include "course/instance.hpp"
#include "course/lab_names.hpp"
#include "course/machine_options.hpp"
#include "course/overloaded.hpp"
#include "course/question_json.hpp"
#include "course/sha256.hpp"

namespace faultline {

namespace {

Moment load_moment(const JsonReader& json) {
    json.only({"name", "kind", "line", "count", "text"});
    Moment moment;
    moment.name = json.text("name");
    const std::optional<MomentKind> kind = moment_kind_named(json.text("kind"));
    if (!kind) json.fail("there is no such kind of moment");
    moment.kind = kind.value_or(MomentKind::Start);
    if (json.has("line")) moment.line = json.number("line");
    if (json.has("count")) moment.count = json.number("count");
    moment.text = json.text_or_empty("text");
    return moment;
}

/// Machine options that a program takes whatever the seed; `numbers` are one seed's.
LabProgram load_program(const JsonReader& json, const Numbers& numbers) {
    json.only({"id", "title", "file", "source", "arguments", "machine", "input", "moments"});
    LabProgram program;
    program.id = json.text("id");
    program.title = json.text("title");
    program.file = json.text("file");
    program.source = json.text("source");
    program.arguments = json.texts("arguments", false);
    program.input = json.texts("input", false);
    for (const auto& option : json.member("machine").members()) {
        program.machine_options.emplace_back(option.first, option.second.as_text());
        const std::optional<std::string> failure =
            set_machine_option(program.machine, option.first, text_with(program.machine_options.back().second, numbers));
        if (failure) option.second.fail(*failure);
    }
    for (const JsonReader& moment : json.list("moments")) program.moments.push_back(load_moment(moment));
    return program;
}

Vary load_vary(const JsonReader& json) {
    json.only({"name", "values"});
    Vary vary{json.text("name"), {}};
    for (const JsonReader& value : json.list("values")) vary.values.push_back(value.as_number());
    if (vary.values.empty()) json.fail("a number that varies has values");
    return vary;
}

Prose load_prose(const JsonReader& json, const Scope& scope) {
    json.only({"prose", "runs", "detail"});
    const std::optional<ProseKind> kind = prose_kind_named(json.text("prose"));
    if (!kind) json.fail("there is no such kind of prose");
    return {kind.value_or(ProseKind::Paragraph), load_runs(json, "runs", scope), json.text_or_empty("detail")};
}

Block load_block(const JsonReader& json, const Scope& scope, std::size_t questions) {
    if (json.has("question")) {
        const std::uint32_t index = json.number("question");
        if (index >= questions) json.fail("there is no such question in this step");
        return QuestionRef{index};
    }
    if (json.has("listing")) return ListingRef{json.text("listing")};
    if (json.has("worked")) return WorkedRef{load_moment_ref(json, "worked")};
    return load_prose(json, scope);
}

/// What must be known before the scope of the step's measures is.
LabStep load_frame(const JsonReader& json) {
    json.only({"id", "title", "phase", "program", "from", "until", "questions", "observation", "before", "after"});
    LabStep step;
    step.id = json.text("id");
    step.title = json.text("title");
    const std::optional<Phase> phase = phase_named(json.text("phase"));
    if (!phase) json.fail("a phase is predict, run, investigate, modify or make");
    step.phase = phase.value_or(Phase::Predict);
    step.program = json.text_or_empty("program");
    if (!step.program.empty()) {
        step.from = json.text("from");
        step.until = json.text("until");
    }
    return step;
}

void load_contents(const JsonReader& json, LabStep& step, const Scope& scope) {
    for (const JsonReader& question : json.list("questions")) step.questions.push_back(load_question(question, scope));
    for (const JsonReader& question : json.list("observation", false)) step.observation.push_back(load_question(question, scope));
    for (const JsonReader& block : json.list("before")) step.before.push_back(load_block(block, scope, step.questions.size()));
    for (const JsonReader& block : json.list("after", false)) step.after.push_back(load_block(block, scope, step.questions.size()));
}

/// References between the parts: a loaded lab never points at nothing.
void check_references(const JsonReader& json, const Lab& lab) {
    if (lab.programs.empty()) return json.fail("a lab has at least one program");
    if (lab.steps.empty()) return json.fail("a lab has at least one step");
    const auto program_known = [&](const std::string& id, const std::string& where) {
        if (lab.program(id) == nullptr) json.fail("there is no program '" + id + "' (" + where + ")");
    };
    for (const LabStep& step : lab.steps) {
        if (!step.program.empty()) program_known(step.program, "step " + step.id);
        for (const std::vector<Block>* blocks : {&step.before, &step.after}) {
            for (const Block& block : *blocks) {
                if (const auto* listing = std::get_if<ListingRef>(&block)) program_known(listing->program, "step " + step.id);
                if (const auto* worked = std::get_if<WorkedRef>(&block)) program_known(worked->fault.program, "step " + step.id);
            }
        }
        for (const Question& question : step.questions) {
            if (const std::string* made = made_program(question)) program_known(*made, "question " + question.id);
            if (const auto* reverse = std::get_if<ReverseQuestion>(&question.body)) {
                for (const ReverseQuestion::Choice& choice : reverse->choices) program_known(choice.program, "question " + question.id);
            }
        }
        if (step.observation.size() > 1) json.fail("step " + step.id + " has more than one observation");
    }
}

}  // namespace

Result<Lab> load_lab(std::string_view text, std::uint64_t seed) {
    rapidjson::Document document;
    document.Parse(text.data(), text.size());
    if (document.HasParseError()) {
        return Error{"byte " + std::to_string(document.GetErrorOffset()), "this is not JSON"};
    }
    std::optional<Error> error;
    const JsonReader json(document, "", error);
    json.only({"format", "version", "id", "title", "summary", "minutes", "objectives", "misconceptions", "vary", "programs", "steps"});
    if (json.text("format") != "faultline-lab") json.fail("the member 'format' must be \"faultline-lab\"");
    if (json.number("version") != 1) json.fail("this version of the format is not known here; 1 is");
    Lab lab;
    lab.id = json.text("id");
    lab.title = json.text("title");
    lab.summary = json.text("summary");
    lab.minutes = json.number("minutes");
    for (const JsonReader& objective : json.list("objectives")) lab.objectives.push_back({objective.text("id"), objective.text("text")});
    lab.misconceptions = json.texts("misconceptions");
    for (const JsonReader& vary : json.list("vary", false)) lab.vary.push_back(load_vary(vary));
    lab.seed = seed;
    lab.numbers = numbers_for(lab.vary, seed);
    for (const JsonReader& program : json.list("programs")) lab.programs.push_back(load_program(program, lab.numbers));
    const std::vector<JsonReader> steps = json.list("steps");
    for (const JsonReader& step : steps) lab.steps.push_back(load_frame(step));
    for (std::size_t i = 0; i < steps.size() && !error; ++i) load_contents(steps[i], lab.steps[i], scope_of(lab, i));
    if (!error) check_references(json, lab);
    if (error) return *error;
    lab.canonical = save_lab(lab);
    lab.digest = sha256(lab.canonical);
    make_instance(lab);
    return lab;
}

}  // namespace faultline
