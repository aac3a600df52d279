// A session as an attempt, and back.
#include "course/session_state.hpp"
#include "course/setting.hpp"

namespace faultline {

Attempt attempt_of(const SessionState& state) {
    Attempt attempt;
    attempt.lab = state.lab.id;
    attempt.lab_digest = state.lab.digest;
    attempt.seed = state.seed;
    attempt.step = state.step;
    for (std::size_t i = 0; i < state.lab.steps.size(); ++i) attempt.steps[state.lab.steps[i].id] = state.progress[i];
    attempt.responses = state.responses;
    attempt.edits = state.edits;
    for (const auto& entry : state.runs) {
        if (entry.second.to_repeat) attempt.runs[entry.first] = *entry.second.to_repeat;
        // What is shown while another version compiles is not a run of that version.
        if (entry.second.visible == nullptr || entry.second.to_repeat || !entry.second.is_built()) continue;
        attempt.runs[entry.first] = {entry.second.visible->tick(), entry.second.visible->commands()};
    }
    const Report report = grade_lab(state.lab, state.responses, state.evidence);
    attempt.credit = report.credit;
    attempt.graded = static_cast<std::uint32_t>(report.outcomes.size());
    return attempt;
}

namespace {

/// The program and settings of an answer that was run; nothing for an answer of another kind.
struct MadeRun {
    std::string source;
    std::vector<std::string> values;
};

std::optional<MadeRun> made_run(const SessionState& state, const Question& question, const LearnerAnswer& answer) {
    const LabProgram& given = *state.lab.program(*made_program(question));
    if (const auto* changed = std::get_if<ChangeAnswer>(&answer)) return MadeRun{changed->source, {}};
    if (const auto* set = std::get_if<SettingsAnswer>(&answer)) return MadeRun{given.source, set->values};
    if (const auto* experiment = std::get_if<ExperimentAnswer>(&answer)) return MadeRun{experiment->source, experiment->values};
    return std::nullopt;
}

}  // namespace

Result<Done> resume(SessionState& state, const Attempt& attempt) {
    if (attempt.lab != state.lab.id) return Error{"/lab", "this attempt is of the lab '" + attempt.lab + "', not of '" + state.lab.id + "'"};
    if (attempt.lab_digest != state.lab.digest) return Error{"/lab_digest", "this attempt was made with another version of the lab"};
    if (attempt.step >= state.lab.steps.size()) return Error{"/step", "the lab has no such step"};
    for (const auto& entry : attempt.responses) {
        if (state.lab.question(entry.first) == nullptr) return Error{"/responses/" + entry.first, "the lab has no such question"};
    }
    state.step = attempt.step;
    state.responses = attempt.responses;
    state.edits = attempt.edits;
    for (std::size_t i = 0; i < state.lab.steps.size(); ++i) {
        const auto saved = attempt.steps.find(state.lab.steps[i].id);
        if (saved == attempt.steps.end()) continue;
        state.progress[i] = saved->second;
        if (!saved->second.committed) continue;
        state.want_measures_of(state.lab.steps[i]);
        if (!state.lab.steps[i].program.empty()) state.visible = state.lab.steps[i].program;
    }
    for (const LabStep& step : state.lab.steps) {
        for (const Question& question : step.questions) {
            const auto response = state.responses.find(question.id);
            if (response == state.responses.end() || !response->second.committed) continue;
            if (made_program(question) == nullptr) continue;
            const std::optional<MadeRun> made = made_run(state, question, response->second.answer);
            if (!made) continue;
            if (!allow(made_settings(question), made->values)) return Error{"/responses/" + question.id, "these settings are not allowed"};
            ProgramRun& run = state.runs[made_name(question.id)];
            state.request_build(run, made->source);
            run.settings = made->values;
            run.measures_wanted = is_graded(question);
        }
    }
    state.want_counters();
    for (const auto& entry : attempt.runs) {
        const auto run = state.runs.find(entry.first);
        if (run == state.runs.end()) return Error{"/runs/" + entry.first, "the lab has no such program"};
        run->second.to_repeat = entry.second;
    }
    return Done{};
}

}  // namespace faultline
