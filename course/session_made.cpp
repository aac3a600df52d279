// Programs of the learner's own: edited and set, compiled and run, for the questions that are answered by running one.
#include <algorithm>

#include "course/line_difference.hpp"
#include "course/session_state.hpp"
#include "course/setting.hpp"

namespace faultline {

namespace {

Error refuse(const std::string& what) { return {{}, what}; }

Result<Done> may_edit(const SessionState& state, const std::string& program) {
    const Question* question = state.made();
    const std::string* editable = question == nullptr ? nullptr : edited_program(*question);
    if (editable == nullptr || *editable != program) return refuse("this program cannot be edited in this step");
    return Done{};
}

ProgramRun& start(SessionState& state, const Question& question, LearnerAnswer answer, const std::string& source, const std::vector<std::string>& settings) {
    Response& response = state.responses[question.id];
    response.answer = std::move(answer);
    response.committed = true;
    ProgramRun& run = state.runs[made_name(question.id)];
    state.journey = {};
    state.request_build(run, source);
    run.settings = settings;
    run.to_repeat.reset();
    state.problem.clear();
    return run;
}

Result<Done> run_made(SessionState& state, const Question& question, LearnerAnswer answer, const std::string& source, const std::vector<std::string>& settings) {
    state.progress[state.step].committed = true;
    state.evidence.changed.erase(question.id);
    start(state, question, std::move(answer), source, settings).measures_wanted = true;
    return Done{};
}

Result<Done> run_change(SessionState& state, const Question& question, const ChangeQuestion& body) {
    const std::string& source = state.draft_source(body.program);
    const std::uint32_t changed = lines_changed(state.lab.program(body.program)->source, source);
    if (changed == 0) return refuse("change the program first");
    if (body.lines != 0 && changed > body.lines) {
        return refuse("change at most " + std::to_string(body.lines) + (body.lines == 1 ? " line" : " lines") + "; " + std::to_string(changed) + " differ");
    }
    return run_made(state, question, ChangeAnswer{source}, source, {});
}

Result<Done> run_workload(SessionState& state, const Question& question, const WorkloadQuestion& body) {
    const std::vector<std::string> values = state.draft_of(question);
    const bool is_as_given = std::equal(values.begin(), values.end(), body.settings.begin(), body.settings.end(),
                                        [](const std::string& value, const Setting& setting) { return value == setting.given; });
    if (is_as_given) return refuse("change a setting first");
    return run_made(state, question, SettingsAnswer{values}, state.lab.program(body.program)->source, values);
}

/// Only the learner's own run is made: it may wait, or never end.
Result<Done> run_experiment(SessionState& state, const Question& question, const ExperimentQuestion& body) {
    const std::string source = state.draft_source(body.program);
    const std::vector<std::string> values = state.draft_of(question);
    start(state, question, ExperimentAnswer{source, values}, source, values);
    return Done{};
}

/// A learner's program that does not compile takes nothing away: it may be mended and run again.
void failed(SessionState& state, ProgramRun& run) {
    run.build = ProgramRun::Build::Failed;
    if (run.question.empty()) {
        state.problem = "the program '" + run.program + "' of this lab could not be built";
    } else {
        take_back(state, run);
    }
}

bool wanted_now(const SessionState& state, const std::string& name) { return state.progress[state.step].committed && state.current().program == name; }

void built(SessionState& state, const std::string& name, ProgramRun& run, const intent::ProgramCompiled& what) {
    if (what.elf.empty()) return failed(state, run);
    Result<Launched> launched = launch(state.program_of(run), what.elf, state.seed);
    if (!launched) {
        run.diagnostics.push_back(launched.error().message());
        return failed(state, run);
    }
    run.build = ProgramRun::Build::Built;
    run.visible.reset();
    // What was watched was a place in the program before.
    run.watches.clear();
    run.launched = std::make_unique<Launched>(std::move(launched.value()));
    run.built_source = run.source;
    if (name == state.visible) state.last_stop.reset();
    if (!run.question.empty() && !is_graded(*state.lab.question(run.question))) state.note_made(run.question);
    if (name == state.visible || !run.question.empty() || wanted_now(state, name)) state.show(name);
}

}  // namespace

Result<Done> edit_program(SessionState& state, const intent::EditProgram& what) {
    if (const Result<Done> may = may_edit(state, what.program); !may) return may;
    state.edits[what.program] = what.source;
    return Done{};
}

Result<Done> revert_program(SessionState& state, const intent::RevertProgram& what) {
    if (const Result<Done> may = may_edit(state, what.program); !may) return may;
    state.edits.erase(what.program);
    return Done{};
}

Result<Done> set_setting(SessionState& state, const intent::SetSetting& what) {
    const Question* question = state.made();
    if (question == nullptr || question->id != what.question || what.index >= made_settings(*question).size()) return refuse("this step has no such setting");
    if (!made_settings(*question)[what.index].allows(what.value)) return refuse("this setting does not allow '" + what.value + "'");
    std::vector<std::string> draft = state.draft_of(*question);
    draft[what.index] = what.value;
    state.edits[question->id] = lines_of(draft);
    return Done{};
}

Result<Done> run_edited(SessionState& state) {
    const Question* question = state.made();
    if (question == nullptr) return refuse("this step has no program to change");
    if (const auto* experiment = std::get_if<ExperimentQuestion>(&question->body)) return run_experiment(state, *question, *experiment);
    if (!state.responses[question->id].confidence) return refuse("say first how sure you are");
    if (const auto* workload = std::get_if<WorkloadQuestion>(&question->body)) return run_workload(state, *question, *workload);
    return run_change(state, *question, std::get<ChangeQuestion>(question->body));
}

Result<Done> take_compiled(SessionState& state, const intent::ProgramCompiled& what) {
    const auto asked = std::find_if(state.runs.begin(), state.runs.end(), [&what](const auto& entry) {
        return entry.second.request == what.request && entry.second.build == ProgramRun::Build::Requested;
    });
    if (asked == state.runs.end()) return refuse("this program is no longer wanted");
    // Programs that differ in their machines alone are compiled once.
    const std::string source = asked->second.source;
    const std::string file = state.lab.program(asked->second.program)->file;
    for (auto& entry : state.runs) {
        ProgramRun& run = entry.second;
        if (run.build != ProgramRun::Build::Requested || run.source != source || state.lab.program(run.program)->file != file) continue;
        run.diagnostics = what.diagnostics;
        built(state, entry.first, run, what);
    }
    return Done{};
}

void take_back(SessionState& state, ProgramRun& run) {
    run.measures_wanted = false;
    AttemptStep& progress = state.progress[state.step_of(run.question)];
    progress.committed = progress.compared;
    state.responses[run.question].committed = false;
}

}  // namespace faultline
