// What a lab asks. A question names a measure, never a value: whether an answer is right is known once the run is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "course/measure.hpp"
#include "engine/kernel/explain.hpp"
#include "course/text.hpp"

namespace faultline {

/// A measure with its source, as the author wrote it.
struct Measure {
    std::string source;
    Expression expression;
};

/// What the learner is told about one wrong answer, and the belief behind it.
struct Belief {
    /// "M3", or empty.
    std::string misconception;
    Runs say;
};

/// One number. Measures of sizes are in bytes and of times in nanoseconds, whatever unit the question is asked in.
struct NumberQuestion {
    Measure measure;
    /// "faults", "KiB", "ms": printed behind the field. Sizes may be typed in any unit of size.
    std::string unit;
    /// The answer is right when it differs by at most this (a measure too); 0 for exact.
    Measure tolerance;
    Runs right;
    /// A wrong number that has a reason.
    struct Near {
        Measure value;
        Measure tolerance;
        Belief belief;
    };
    std::vector<Near> near;
    Belief otherwise;
};

struct Choice {
    Runs text;
    /// Whether this choice is true of the run. OneOf: exactly one is.
    Measure holds;
    /// Shown when it was chosen (OneOf), or when it was judged wrongly (SeveralOf).
    Belief belief;
};

struct ChoiceQuestion {
    std::vector<Choice> choices;
};

struct SeveralQuestion {
    std::vector<Choice> choices;
    Runs right;
};

/// Put in order: the items stand in the order of their measures, smallest first (ticks of events, sizes, ...).
struct OrderQuestion {
    struct Item {
        Runs text;
        Measure rank;
    };
    std::vector<Item> items;
    Runs right;
    Belief otherwise;
};

/// You are the handler: at the questions of one recorded fault, yes or no.
struct HandlerQuestion {
    /// The moment just before the access that faults.
    MomentRef fault;
    /// The stages whose questions the learner answers; all others are shown as the kernel answered them. Empty: every stage.
    std::vector<Stage> blank;
    Runs right;
    Belief otherwise;

    bool asks(Stage stage) const {
        return blank.empty() || std::find(blank.begin(), blank.end(), stage) != blank.end();
    }
};

/// Point at a page of the address map, or at a frame of physical memory.
struct PointQuestion {
    enum class Target : std::uint8_t { Page, Frame };
    Target target = Target::Page;
    /// An address whose page is meant, or the number of a frame.
    Measure place;
    /// Places to choose from without pointing. A wrong one has a reason.
    struct Candidate {
        Runs text;
        Measure place;
        Belief belief;
    };
    std::vector<Candidate> candidates;
    Runs right;
    Belief otherwise;
};

/// Sketch a curve: a height at each place along an axis. The places are known beforehand, the heights are measured.
struct CurveQuestion {
    /// What the axes show, "memory limit" and "page faults", and in what unit.
    std::string across, across_unit;
    std::string up, up_unit;
    struct Place {
        /// A constant.
        Measure across;
        /// Of a sweep: the program whose whole run `up` is measured on. Empty: the step's scope.
        std::string program;
        Measure up;
        Measure beside;
    };
    std::vector<Place> places;
    /// What else was measured at each place, such as throughput beside faults: shown once the sketch is compared, and sketched by
    /// nobody. Empty: nothing was.
    std::string beside, beside_unit;
    /// The top of the drawing, a constant.
    Measure top;
    /// Right when the mean distance is at most so many hundredths of the measured maximum; in part up to twice that.
    std::uint32_t within_percent = 10;
    /// A wrong curve that has a reason: blamed when the sketch is nearer to it than to any other and to the measured one.
    struct Near {
        std::vector<Measure> up;
        Belief belief;
    };
    std::vector<Near> near;
    Runs right;
    Belief otherwise;
};

/// Change the program so that a condition holds. The condition is measured on the learner's own run.
struct ChangeQuestion {
    /// The program that may be edited.
    std::string program;
    struct Condition {
        Runs text;
        Measure holds;
        Belief otherwise;
    };
    std::vector<Condition> conditions;
    /// Lines that may differ from the program as it was given; 0 for any number.
    std::uint32_t lines = 0;
    Runs right;
};

/// Here are the counters of a run: which program ran? The seed picks the run, so nothing in the lab's text names it.
struct ReverseQuestion {
    struct Choice {
        std::string program;
        Runs text;
        Belief belief;
    };
    std::vector<Choice> choices;
    struct Counter {
        Runs text;
        /// As in text: "", "KiB", ...
        std::string format;
        /// The same measure over the whole run of each choice's program.
        std::vector<Measure> of;
    };
    std::vector<Counter> counters;
    Runs right;
    /// The choice that ran: set from the seed (course/instance.hpp), never saved.
    std::uint32_t secret = 0;
};

/// What the learner may set of a program's run: an option of its machine, or an argument.
struct Setting {
    /// A machine option, or "argument 1" and so on.
    std::string name;
    Runs text;
    /// What may be chosen; empty for a text of the learner's own.
    std::vector<std::string> choices;
    /// A text: the letters that it may have, and how many of them.
    std::string letters;
    std::uint32_t most = 0;
    /// What stands there at first.
    std::string given;

    bool allows(std::string_view value) const;
};

/// Choose settings so that conditions hold. They are measured on that run.
struct WorkloadQuestion {
    std::string program;
    std::vector<Setting> settings;
    std::vector<ChangeQuestion::Condition> conditions;
    Runs right;
};

/// A program and a machine to do with as one likes. Nothing is right or wrong: it is not graded, asks for no confidence, and
/// is run as often as the learner wants.
struct ExperimentQuestion {
    std::string program;
    std::vector<Setting> settings;
};

using QuestionBody = std::variant<NumberQuestion, ChoiceQuestion, SeveralQuestion, OrderQuestion, HandlerQuestion, PointQuestion,
                                  CurveQuestion, ReverseQuestion, ChangeQuestion, WorkloadQuestion, ExperimentQuestion>;

struct Question {
    std::string id;
    Runs ask;
    QuestionBody body;
    std::vector<Runs> hints;
    /// The stage of a fault that the question is about: where a wrong prediction parts from the kernel.
    std::optional<Stage> stage;
    /// Objectives of the lab that it serves.
    std::vector<std::string> objectives;
    /// The moment that shows the answer, one click away.
    MomentRef moment;
};

/// The program of a question that the learner answers by running one: a change, a workload or an experiment; nullptr for
/// other kinds.
const std::string* made_program(const Question& question);

/// The conditions of such a question; an experiment has none.
const std::vector<ChangeQuestion::Condition>& made_conditions(const Question& question);

/// What may be set of such a program's run; nothing in a change.
const std::vector<Setting>& made_settings(const Question& question);

/// The program whose source the question lets the learner edit, or nullptr.
const std::string* edited_program(const Question& question);

/// Whether an answer to it can be right or wrong.
bool is_graded(const Question& question);

}  // namespace faultline
