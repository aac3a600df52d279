// A lab as data: front matter, programs, steps. Made from scenarios/<id>/lab.md by course/author, kept as canonical JSON
// (docs/lab.schema.json), loaded here. A Lab never changes; what the learner does lives in a LabSession.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "course/question.hpp"
#include "course/result.hpp"
#include "course/text.hpp"
#include "engine/kernel/config.hpp"

namespace faultline {

enum class MomentKind : std::uint8_t {
    Start,    // exec has returned, nothing has run
    Line,     // the first instruction of a source line, the `count`th time
    Input,    // the program waits for the terminal, the `count`th time
    Output,   // `text` has been printed
    Fault,    // just before the access that makes the first fault after the previous moment
    Exit,     // just before the first program ends
    End,      // every program has ended
};

struct Moment {
    std::string name;
    MomentKind kind{};
    /// Line: the line, counted from 1. Fault: only faults of this line, 0 for any.
    std::uint32_t line = 0;
    std::uint32_t count = 1;
    std::string text;
};

/// A program and the machine that it runs on. Every run of it begins on a freshly booted machine.
struct LabProgram {
    std::string id;
    std::string title;
    /// Its file in the lab's folder; two programs may share one.
    std::string file;
    std::string source;
    std::vector<std::string> arguments;
    /// As the author wrote them: course/machine_options.hpp.
    std::vector<std::pair<std::string, std::string>> machine_options;
    MachineConfig machine;
    /// What is typed whenever the program waits for the terminal in a measured run, one entry a wait; the last repeats.
    std::vector<std::string> input;
    /// In the order in which they happen, from "start" to "exit" and "end", which every program has.
    std::vector<Moment> moments;
};

enum class Phase : std::uint8_t { Predict, Run, Investigate, Modify, Make };

/// One block of a step, in reading order.
struct QuestionRef {
    std::uint32_t index = 0;   // into LabStep::questions
};
struct ListingRef {
    std::string program;
};
/// A fault with every question and the kernel's answer: a worked example.
struct WorkedRef {
    MomentRef fault;
};
using Block = std::variant<Prose, QuestionRef, ListingRef, WorkedRef>;

struct LabStep {
    std::string id;
    std::string title;
    Phase phase{};
    /// What runs once the answers are committed; empty for a step that runs nothing.
    std::string program;
    std::string from = "start";
    std::string until = "exit";
    std::vector<Question> questions;
    /// Asked after the run and before the comparison: what did you see? A ChoiceQuestion. Only steps that run have one.
    std::vector<Question> observation;
    std::vector<Block> before;
    /// Shown with the comparison.
    std::vector<Block> after;
};

/// A number that is another one for another learner: {{NAME}} in measures, #define NAME in programs, {NAME} in machine
/// options, arguments and input.
struct Vary {
    std::string name;
    std::vector<std::int64_t> values;
};

struct Objective {
    std::string id;
    std::string text;
};

struct Lab {
    std::string id;
    std::string title;
    std::string summary;
    std::uint32_t minutes = 0;
    std::vector<Objective> objectives;
    std::vector<std::string> misconceptions;
    std::vector<Vary> vary;
    std::vector<LabProgram> programs;
    std::vector<LabStep> steps;
    /// What the seed has made of `vary`. Programs hold their numbers already.
    Numbers numbers;
    std::uint64_t seed = 1;
    /// The canonical JSON, from which instances for other seeds are made.
    std::string canonical;
    /// SHA-256 of the canonical JSON, in hexadecimal: the version that an attempt was made with.
    std::string digest;

    const LabProgram* program(std::string_view program_id) const;
    const LabStep* step_of_question(std::string_view question_id) const;
    const Question* question(std::string_view question_id) const;
};

/// Experiments and nothing else: a folder to work in, which has no predictions, nothing graded and no end to come to.
bool is_workbench(const Lab& lab);

/// Where a step's measures stand. A step that runs nothing speaks of the run before it.
Scope scope_of(const Lab& lab, std::size_t step);

/// From a program's start to its exit: where the conditions of a ChangeQuestion stand, and all that speaks of a whole run.
Scope scope_of_whole_run(const std::string& program, const Numbers& numbers = {});

/// The canonical JSON of a lab, one spelling for equal labs. Of a lab that varies, only one that was not made for a seed.
std::string save_lab(const Lab& lab);

/// Loads canonical JSON, as the lab is for this seed. Errors name a JSON pointer and what was expected there.
Result<Lab> load_lab(std::string_view json, std::uint64_t seed = 1);

}  // namespace faultline
