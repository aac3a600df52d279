// The inside of a LabSession, shared by the files that apply intents, advance runs, and make the view. Not for faces.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "course/attempt.hpp"
#include "course/grade.hpp"
#include "course/guide_view.hpp"
#include "course/intent.hpp"
#include "course/launch.hpp"
#include "course/measured_run.hpp"
#include "course/watching.hpp"

namespace faultline {

/// One program as it was compiled: the lab's, or the learner's version for a question that is answered by running one.
struct ProgramRun {
    enum class Build : std::uint8_t { Unbuilt, Requested, Built, Failed };

    std::string program;
    /// As it was last asked for; `launched` is of `built_source`, which stays until another version compiles.
    std::string source;
    std::string built_source;
    /// Of a question that is answered by running a program, else empty.
    std::string question;
    /// The settings with which the learner runs it.
    std::vector<std::string> settings;
    MeasurePlan plan;
    Build build = Build::Unbuilt;
    std::uint64_t request = 0;
    std::vector<std::string> diagnostics;
    std::unique_ptr<Launched> launched;
    /// Some committed step needs its measures.
    bool measures_wanted = false;
    /// While it is being measured: its readings then go to the evidence, and its history is dropped.
    std::unique_ptr<MeasuredRun> measured;
    bool is_measured = false;
    std::unique_ptr<History> visible;
    /// Lines of the source, and what is watched: of looking at the run, no part of it.
    std::set<std::uint32_t> breakpoints;
    std::vector<Watched> watches;
    /// What a restored attempt had done; empty once done again.
    std::optional<AttemptRun> to_repeat;

    bool is_built() const { return build == Build::Built; }
    /// Its measured run is wanted and not done.
    bool is_to_be_measured() const { return is_built() && measures_wanted && !is_measured; }

    /// The History of a program that is built; made when it is first asked for.
    History& open_history(std::uint64_t budget_bytes);
    /// Tells the History where to stop.
    void set_stop_points();
};

/// Where the visible run is on its way to.
struct Journey {
    enum class Kind : std::uint8_t { None, ToTick, Until, Back };
    Kind kind = Kind::None;
    Tick from = 0;
    Tick target = 0;
    Until until;
    /// Under way: the History knows how to go on.
    bool begun = false;
};

struct SessionState {
    Lab lab;
    std::uint64_t seed = 1;
    Responses responses;
    std::vector<AttemptStep> progress;
    std::uint32_t step = 0;
    /// By name: a program's id, or made_name of a question.
    std::map<std::string, ProgramRun> runs;
    std::map<std::string, std::string> edits;
    Evidence evidence;
    /// The run that the learner looks at; empty before the first commit.
    std::string visible;
    Journey journey;
    std::optional<Stop> last_stop;
    /// No number is given twice, not even after intent::Reset: an answer to an earlier request is known as such.
    std::uint64_t next_request = 1;
    std::string problem;
    /// Of each program's History.
    std::uint64_t history_budget_bytes = HistoryBudget{}.bytes;

    SessionState(Lab the_lab, std::uint64_t the_seed, std::uint64_t first_request = 1);

    const LabStep& current() const { return lab.steps[step]; }
    /// The question of the current step that is answered by running a program of the learner's, or nullptr.
    const Question* made() const;
    StepState state_of(std::uint32_t index) const;
    /// The last step that may be opened.
    std::uint32_t furthest() const;

    ProgramRun* visible_run();
    const ProgramRun* visible_run() const;
    /// How far the visible run may go while later predictions are open.
    Tick limit() const;
    /// The tick at which the current step's run is to arrive; nothing while it is not known, or does not matter.
    std::optional<Tick> goal() const;
    /// Whether the current step is committed and its program is the visible one, so that it may be moved.
    bool may_move() const;

    /// Makes the named run the visible one and gives it a History, if it is built.
    void show(const std::string& name);
    void request_build(ProgramRun& run, std::string source);
    /// The run's program on its machine, with the learner's settings if it has any.
    LabProgram program_of(const ProgramRun& run) const;
    /// What stands in the fields of a workload or an experiment: what was set, else what was given.
    std::vector<std::string> draft_of(const Question& made) const;
    /// The program's source as the learner has edited it, else as the lab gives it.
    const std::string& draft_source(const std::string& program) const;
    void want_measures_of(const LabStep& of);
    /// A question that asks which program ran shows counters of a run before it is answered.
    void want_counters();
    /// Marks the step as arrived, or compared, when its run is where it should be.
    void note_arrival();
    /// The index of the step that asks this question.
    std::size_t step_of(const std::string& question) const;
    /// Marks the step of this question, which is answered by running a program, as done.
    void note_made(const std::string& question);

    bool busy() const;
};

std::string made_name(const std::string& question);

// session_apply.cpp
Result<Done> apply_intent(SessionState& state, const Intent& intent);

// session_made.cpp
Result<Done> edit_program(SessionState& state, const intent::EditProgram& what);
Result<Done> revert_program(SessionState& state, const intent::RevertProgram& what);
Result<Done> set_setting(SessionState& state, const intent::SetSetting& what);
Result<Done> run_edited(SessionState& state);
Result<Done> take_compiled(SessionState& state, const intent::ProgramCompiled& what);
/// The learner's program was not run to its end, or does not compile: its question is open again.
void take_back(SessionState& state, ProgramRun& run);

// session_answers.cpp
/// Whether the answer is of the question's kind and whole.
bool is_complete(const SessionState& state, const Question& question, const LearnerAnswer& answer);
const FaultTrace* trace_of(const SessionState& state, const Question& question);

// session_advance.cpp
bool advance_session(SessionState& state, Tick budget);
/// Takes the visible run a piece of its way.
void travel(SessionState& state, Tick budget);

// session_view.cpp
GuideView view_of(const SessionState& state);
/// Where the answer to a question can be seen.
MomentRef moment_of(const SessionState& state, const Question& question);

// session_time.cpp
TimeView time_of(const SessionState& state);
/// Whether this process may be chosen to run next, or why not.
Result<Done> may_choose(const SessionState& state, Pid pid);

// session_attempt.cpp
Attempt attempt_of(const SessionState& state);
Result<Done> resume(SessionState& state, const Attempt& attempt);

}  // namespace faultline
