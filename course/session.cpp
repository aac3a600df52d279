#include "course/session.hpp"

#include <algorithm>
#include <limits>

#include "course/instance.hpp"
#include "course/session_state.hpp"
#include "course/setting.hpp"

namespace faultline {

std::string made_name(const std::string& question) { return "change " + question; }

SessionState::SessionState(Lab the_lab, std::uint64_t the_seed, std::uint64_t first_request)
    : lab(instance_of(std::move(the_lab), the_seed)), seed(the_seed), next_request(first_request) {
    progress.resize(lab.steps.size());
    for (const LabProgram& program : lab.programs) {
        ProgramRun& run = runs[program.id];
        run.program = program.id;
        run.plan = plan_of(lab, program.id);
        request_build(run, program.source);
    }
    for (const LabStep& entry : lab.steps) {
        for (const Question& question : entry.questions) {
            const std::string* program = made_program(question);
            if (program == nullptr) continue;
            ProgramRun& run = runs[made_name(question.id)];
            run.program = *program;
            run.question = question.id;
            run.plan = plan_of_made(question, lab.numbers);
        }
    }
    want_counters();
}

LabProgram SessionState::program_of(const ProgramRun& run) const {
    const LabProgram& given = *lab.program(run.program);
    if (run.question.empty()) return given;
    return with_settings(changed_program(given, run.plan), made_settings(*lab.question(run.question)), run.settings);
}

std::vector<std::string> SessionState::draft_of(const Question& made) const {
    const auto edit = edits.find(made.id);
    if (edit != edits.end()) {
        // An attempt from elsewhere may hold anything.
        std::vector<std::string> values = settings_of(edit->second);
        if (allow(made_settings(made), values)) return values;
    }
    std::vector<std::string> given;
    for (const Setting& setting : made_settings(made)) given.push_back(setting.given);
    return given;
}

const std::string& SessionState::draft_source(const std::string& program) const {
    const auto edit = edits.find(program);
    return edit == edits.end() ? lab.program(program)->source : edit->second;
}

void SessionState::request_build(ProgramRun& run, std::string source) {
    run.source = std::move(source);
    run.build = ProgramRun::Build::Requested;
    run.request = next_request++;
    run.diagnostics.clear();
    run.measured.reset();
    run.is_measured = false;
}

const Question* SessionState::made() const {
    for (const Question& question : current().questions) {
        if (made_program(question) != nullptr) return &question;
    }
    return nullptr;
}

namespace {

/// A step that shows measures of programs that it does not run: its comparison waits for them.
bool needs_measures(const LabStep& step) {
    return std::any_of(step.questions.begin(), step.questions.end(), [](const Question& question) { return std::holds_alternative<CurveQuestion>(question.body); });
}

}  // namespace

StepState SessionState::state_of(std::uint32_t index) const {
    const AttemptStep& step_progress = progress[index];
    if (!step_progress.committed) return StepState::Answering;
    const bool is_prepared = std::none_of(runs.begin(), runs.end(), [](const auto& entry) {
        return entry.second.measures_wanted && !entry.second.is_measured;
    });
    if (!is_prepared && needs_measures(lab.steps[index])) return StepState::Preparing;
    if (step_progress.compared) return StepState::Compared;
    if (!is_prepared) return StepState::Preparing;
    return step_progress.arrived ? StepState::Observing : StepState::Ready;
}

std::uint32_t SessionState::furthest() const {
    std::uint32_t index = 0;
    while (index + 1 < lab.steps.size() && progress[index].compared) ++index;
    return index;
}

ProgramRun* SessionState::visible_run() {
    const auto found = runs.find(visible);
    return found == runs.end() ? nullptr : &found->second;
}

const ProgramRun* SessionState::visible_run() const {
    const auto found = runs.find(visible);
    return found == runs.end() ? nullptr : &found->second;
}

namespace {

/// The moment lies at the end of the run: nothing is left behind it that could be predicted.
bool is_last(const std::string& moment) { return moment == "exit" || moment == "end"; }

}  // namespace

Tick SessionState::limit() const {
    constexpr Tick none = std::numeric_limits<Tick>::max();
    Tick furthest_tick = 0;
    bool open = false;
    for (std::size_t i = 0; i < lab.steps.size(); ++i) {
        const LabStep& other = lab.steps[i];
        if (other.program != visible) continue;
        if (!progress[i].committed) {
            open = true;
            continue;
        }
        if (is_last(other.until)) return none;
        const auto tick = evidence.samples.ticks.find({other.program, other.until});
        if (tick != evidence.samples.ticks.end()) furthest_tick = std::max(furthest_tick, tick->second);
    }
    return open ? furthest_tick : none;
}

std::optional<Tick> SessionState::goal() const {
    if (current().program.empty() || current().program != visible) return std::nullopt;
    const auto tick = evidence.samples.ticks.find({current().program, current().until});
    if (tick == evidence.samples.ticks.end()) return std::nullopt;
    return tick->second;
}

bool SessionState::may_move() const {
    const ProgramRun* run = visible_run();
    return run != nullptr && run->visible != nullptr;
}

void SessionState::show(const std::string& name) {
    const auto found = runs.find(name);
    if (found == runs.end() || found->second.launched == nullptr) return;
    if (visible != name) {
        journey = {};
        last_stop.reset();
    }
    visible = name;
    found->second.open_history(history_budget_bytes);
}

void SessionState::want_measures_of(const LabStep& of) {
    // A step may compare its program with others: all that it names are run.
    const Scope scope = scope_of(lab, static_cast<std::size_t>(&of - lab.steps.data()));
    Lab only;
    only.programs = lab.programs;
    only.numbers = lab.numbers;
    only.steps = {of};
    only.steps.front().program = scope.program;
    only.steps.front().from = scope.from;
    only.steps.front().until = scope.until;
    for (const LabProgram& program : lab.programs) {
        const MeasurePlan plan = plan_of(only, program.id);
        const bool needed = program.id == of.program || !plan.readings.empty() || !plan.faults.empty();
        if (needed) runs[program.id].measures_wanted = true;
    }
}

void SessionState::want_counters() {
    for (const Question& question : current().questions) {
        const auto* body = std::get_if<ReverseQuestion>(&question.body);
        if (body == nullptr) continue;
        for (const ReverseQuestion::Choice& choice : body->choices) runs[choice.program].measures_wanted = true;
    }
}

void SessionState::note_arrival() {
    AttemptStep& here = progress[step];
    if (!here.committed || here.arrived || current().program.empty()) return;
    const ProgramRun* run = visible_run();
    const std::optional<Tick> target = goal();
    if (run == nullptr || run->visible == nullptr || !target) return;
    if (run->visible->tick() < *target && last_stop != Stop::AllExited) return;
    here.arrived = true;
    if (current().observation.empty()) here.compared = true;
}

std::size_t SessionState::step_of(const std::string& question) const {
    return static_cast<std::size_t>(lab.step_of_question(question) - lab.steps.data());
}

void SessionState::note_made(const std::string& question) {
    const std::size_t index = step_of(question);
    progress[index].committed = progress[index].arrived = progress[index].compared = true;
}

bool SessionState::busy() const {
    if (journey.kind != Journey::Kind::None) return true;
    for (const auto& entry : runs) {
        const ProgramRun& run = entry.second;
        if (run.is_to_be_measured() || (run.is_built() && run.to_repeat)) return true;
    }
    return false;
}

LabSession::LabSession(Lab lab, std::uint64_t seed) : state_(std::make_unique<SessionState>(std::move(lab), seed)) {}
LabSession::LabSession(LabSession&&) noexcept = default;
LabSession& LabSession::operator=(LabSession&&) noexcept = default;
LabSession::~LabSession() = default;

Result<LabSession> LabSession::restore(Lab lab, std::string_view attempt_json) {
    const Result<Attempt> attempt = load_attempt(attempt_json);
    if (!attempt) return attempt.error();
    LabSession session(std::move(lab), attempt.value().seed);
    const Result<Done> resumed = resume(*session.state_, attempt.value());
    if (!resumed) return resumed.error();
    return session;
}

Result<Done> LabSession::apply(const Intent& what) {
    if (std::holds_alternative<intent::Reset>(what)) {
        state_ = std::make_unique<SessionState>(std::move(state_->lab), state_->seed, state_->next_request);
        return Done{};
    }
    return apply_intent(*state_, what);
}

bool LabSession::advance(Tick budget) { return advance_session(*state_, budget); }
bool LabSession::busy() const { return state_->busy(); }
GuideView LabSession::view() const { return view_of(*state_); }

const History* LabSession::history() const {
    const ProgramRun* run = state_->visible_run();
    return run == nullptr ? nullptr : run->visible.get();
}

const Machine* LabSession::machine() const {
    const History* walked = history();
    return walked == nullptr ? nullptr : &walked->now();
}

std::optional<Stop> LabSession::last_stop() const { return state_->last_stop; }

const LineTable* LabSession::lines() const {
    const ProgramRun* run = state_->visible_run();
    return run == nullptr || run->launched == nullptr ? nullptr : run->launched->lines.get();
}

std::string_view LabSession::running_source() const {
    const ProgramRun* run = state_->visible_run();
    return run == nullptr ? std::string_view{} : std::string_view(run->built_source);
}

const Lab& LabSession::lab() const { return state_->lab; }
const Responses& LabSession::responses() const { return state_->responses; }
const Evidence& LabSession::evidence() const { return state_->evidence; }
std::string LabSession::attempt() const { return save_attempt(attempt_of(*state_)); }

}  // namespace faultline
