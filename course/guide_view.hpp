// Everything that a face of the guide shows, as plain data. The HTML guide and the canvas guide draw the same GuideView and
// keep nothing but focus and scroll positions of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "course/answer.hpp"
#include "course/grade.hpp"
#include "course/lab.hpp"
#include "course/time_view.hpp"
#include "engine/history/history.hpp"

namespace faultline {

/// Where the learner stands within a step.
enum class StepState : std::uint8_t {
    Answering,   // questions are open; nothing has run
    Preparing,   // committed; the program is being compiled or measured
    Ready,       // committed; the program may run
    Observing,   // the run has reached the step's moment: what happened?
    Compared,    // predictions stand beside measurements
};

enum class StepLinkState : std::uint8_t { Locked, Open, Current, Done };

struct StepLink {
    std::string id;
    std::string title;
    Phase phase{};
    StepLinkState state{};
};

struct ChoiceView {
    std::string html;
    Runs runs;
    bool chosen = false;
    /// Once compared: whether the run says so.
    std::optional<bool> holds;
};

/// One question of the fault that a HandlerQuestion walks through.
struct HandlerNodeView {
    Ask question{};
    Stage stage{};
    /// Shown as the kernel answered it, not asked.
    bool given = false;
    /// Nothing for the one that is asked now, and for those that are given.
    std::optional<bool> learner;
    std::optional<bool> kernel;
    /// What the kernel looked at (kernel/explain.hpp says what it is), once answered.
    std::uint64_t fact = 0;
};

enum class QuestionKind : std::uint8_t { Number, OneOf, SeveralOf, Order, Handler, Point, Curve, Reverse, Change, Workload, Experiment };

/// The drawing of a CurveQuestion.
struct CurveView {
    std::string across, across_unit;
    std::string up, up_unit;
    struct Place {
        std::string name;
        std::int64_t across = 0;
        /// As typed, and as the number that it means.
        std::string typed;
        std::optional<std::int64_t> drawn;
        /// Once compared.
        std::optional<std::int64_t> measured;
        std::string measured_text;
        /// What else was measured there, where the question has such a thing.
        std::optional<std::int64_t> beside;
        std::string beside_text;
    };
    std::vector<Place> places;
    /// The top of the drawing, and one unit of `up_unit`, in what is measured.
    std::int64_t top = 1;
    std::int64_t unit = 1;
    std::string top_text;
    /// What `beside` is, and the greatest there is of it.
    std::string beside;
    std::int64_t beside_top = 1;
    std::string beside_top_text;
};

/// One counter of a ReverseQuestion.
struct CounterView {
    std::string html;
    Runs runs;
    std::string value;
};

/// One setting of a WorkloadQuestion or an ExperimentQuestion.
struct SettingView {
    std::string name;
    std::string html;
    Runs runs;
    /// Empty: a text of `letters`, of at most `most`.
    std::vector<std::string> choices;
    std::string letters;
    std::uint32_t most = 0;
    std::string value;
};

struct FeedbackView {
    Verdict verdict{};
    std::string predicted;
    std::string measured;
    std::optional<Stage> stage;
    std::string misconception;        // "M3"
    std::string misconception_belief; // in words
    std::string html;
    Runs runs;
    /// Curve: where sketch and run part first.
    std::string parting;
    std::string calibration;
    /// There is a moment to show: intent::ShowMoment goes there.
    bool has_moment = false;
};

struct QuestionView {
    std::string id;
    QuestionKind kind{};
    std::string ask_html;
    Runs ask;
    std::string unit;                      // Number
    std::vector<ChoiceView> choices;       // OneOf, SeveralOf, Reverse; Order: the items as they were given; Point: the candidates
    std::vector<std::uint32_t> order;      // Order: the learner's order, indices into `choices`
    std::vector<HandlerNodeView> nodes;    // Handler: answered ones, then the one that is asked now
    bool nodes_finished = false;
    std::optional<Leaf> leaf;              // Handler, when finished
    std::vector<ChoiceView> conditions;    // Change, Workload; `holds` is of the last run
    std::string program;                   // Change, Workload, Experiment
    bool points_at_frames = false;         // Point
    CurveView curve;                       // Curve
    std::vector<CounterView> counters;     // Reverse
    std::vector<SettingView> settings;     // Workload, Experiment
    LearnerAnswer answer;
    std::optional<Confidence> confidence;
    bool may_answer = false;
    bool needs_answer = false;             // still missing before the commit
    bool needs_confidence = false;
    std::vector<std::string> hints_html;   // shown so far
    std::vector<Runs> hints;
    std::uint32_t hints_left = 0;
    std::optional<FeedbackView> feedback;
    /// The observation ("what did you see?"), not a scored question.
    bool is_observation = false;
};

struct BlockView {
    enum class Kind : std::uint8_t { Prose, Question, Listing, Worked };
    Kind kind{};
    ProseKind prose{};
    std::string html;      // Prose: the inside of its element
    Runs runs;             // Prose, measured values filled in
    std::string detail;    // Prose of kind Code: the language
    std::uint32_t question = 0;  // Question: into GuideView::questions
    std::uint32_t program = 0;   // Listing: into GuideView::programs
    std::vector<HandlerNodeView> nodes;  // Worked: the whole path, none before the fault was recorded
    std::optional<Leaf> leaf;            // Worked
    bool after = false;    // belongs to the comparison
};

struct ProgramView {
    std::string id;
    std::string title;
    std::string file;
    std::string source;
    bool may_edit = false;
    bool edited = false;
    std::vector<std::string> diagnostics;
};

/// Please compile this and answer with intent::ProgramCompiled.
struct CompileRequest {
    std::uint64_t request = 0;
    std::string file;
    std::string source;
};

struct MomentView {
    std::string name;
    Tick tick = 0;
};

struct TransportView {
    /// There is a machine to look at.
    bool has_machine = false;
    std::string program;
    Tick tick = 0;
    Tick recorded_end = 0;
    Nanoseconds time = 0;
    /// A run or a step is under way: call LabSession::advance.
    bool busy = false;
    /// 0 to 1000 of the way to where it is going, if that is known.
    std::optional<std::uint32_t> progress;
    bool may_go_forward = false;
    bool may_go_back = false;
    bool waits_for_input = false;
    bool all_exited = false;
    /// The step's moment has been reached.
    bool at_goal = false;
    std::optional<Stop> last_stop;
    /// Reached moments of this program, in order: marks on the timeline.
    std::vector<MomentView> moments;
    /// What the program has printed, and what was typed.
    std::string terminal;
    TimeView travel;
};

/// What one key press does next: the big button, and Enter.
enum class PrimaryAction : std::uint8_t { None, Commit, Run, PressEnter, Observe, RunEdited, Next, Finish };

struct GuideView {
    std::string lab;
    std::string title;
    std::string summary;
    std::uint32_t minutes = 0;
    /// Which instance of the lab this is, and whether that shows.
    std::uint64_t seed = 1;
    bool varies = false;
    std::vector<StepLink> steps;
    std::uint32_t step = 0;
    StepState state{};
    std::string step_title;
    Phase phase{};
    std::vector<BlockView> blocks;
    std::vector<QuestionView> questions;
    std::vector<ProgramView> programs;
    std::vector<CompileRequest> compiles;
    TransportView transport;
    PrimaryAction primary = PrimaryAction::None;
    /// The same in words: "Commit your predictions".
    std::string primary_label;
    /// Why the primary action is not possible yet: "2 answers are missing". Empty when it is.
    std::string primary_blocked;
    /// What the commit waits for.
    std::uint32_t missing_answers = 0;
    std::uint32_t missing_confidences = 0;
    bool may_go_next = false;
    bool may_go_previous = false;
    /// Something went wrong that the learner should read (a program that does not compile, a moment never reached).
    std::string problem;
    /// Once the last step is done, and in part before.
    Report report;
    bool finished = false;
};

}  // namespace faultline
