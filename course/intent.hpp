// What a learner can do, from whichever face: HTML, canvas or keyboard. LabSession::apply turns intents into state.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "course/answer.hpp"
#include "engine/history/history.hpp"

namespace faultline::intent {

/// Fills in or changes an answer that is not committed yet.
struct SetAnswer {
    std::string question;
    LearnerAnswer answer;
};
struct SetConfidence {
    std::string question;
    Confidence confidence{};
};
/// The next question of a HandlerQuestion: yes or no. It counts at once, and the kernel's answer is shown.
struct AnswerHandler {
    std::string question;
    bool yes = false;
};
/// Commits all answers of the step. From here on the step's program may run.
struct CommitPrediction {};
/// What the learner saw, before the comparison is shown. The answer to the step's observation.
struct StateObservation {
    LearnerAnswer answer;
};
struct AskHint {
    std::string question;
};
struct NextStep {};
struct PreviousStep {};
struct GoToStep {
    std::uint32_t index = 0;
};

/// Runs to the moment at which the step ends.
struct RunOn {};
/// Goes to a named moment of the visible program that its run has reached.
struct GoToMoment {
    std::string moment;
};
/// Goes to the moment that shows a question's answer, switching to the program that it is of.
struct ShowMoment {
    std::string question;
};
struct Step {
    Until until;
};
struct StepBack {
    Until until;
};
struct SeekTick {
    Tick tick = 0;
};
/// A breakpoint on a line of the visible program, or on the next line that has code.
struct SetBreakpoint {
    std::uint32_t line = 0;
    bool on = true;
};
/// Stops before `variable` (of the function that runs, else a global) is written; with `reads`, also before it is read.
struct WatchVariable {
    std::string variable;
    bool reads = false;
};
/// The same for a page of the process that runs.
struct WatchPage {
    std::uint64_t address = 0;
    bool reads = false;
};
struct RemoveWatch {
    std::uint32_t index = 0;
};
/// Leaves this branch of the run for another one.
struct VisitBranch {
    std::uint32_t index = 0;
};
/// How much memory the past may take.
struct SetHistoryBudget {
    std::uint64_t bytes = 0;
};
/// Stops a run or a long step where it is, and the measuring of a learner's program, which then counts as not run.
struct Pause {};
/// Text for the terminal. A newline is added.
struct TypeLine {
    std::string text;
};
struct EndOfInput {};
struct ChooseNextTask {
    Pid pid = 0;
};

/// Replaces the source of a program that the step lets the learner edit.
struct EditProgram {
    std::string program;
    std::string source;
};
/// One setting of a workload, until it is run.
struct SetSetting {
    std::string question;
    std::uint32_t index = 0;
    std::string value;
};
/// Takes an edited program back to what the lab gave.
struct RevertProgram {
    std::string program;
};
/// Compiles what stands in the editor and runs it, or runs a workload as it is set; its measures answer the step's question.
struct RunEdited {};
/// The answer to a CompileRequest: an ELF file, or none and diagnostics.
struct ProgramCompiled {
    std::uint64_t request = 0;
    std::vector<std::uint8_t> elf;
    std::vector<std::string> diagnostics;
};

/// Begins the lab anew: answers, runs and edits are gone.
struct Reset {};

using AnyOfThem =
    std::variant<SetAnswer, SetConfidence, AnswerHandler, CommitPrediction, StateObservation, AskHint, NextStep, PreviousStep, GoToStep,
                 RunOn, GoToMoment, ShowMoment, Step, StepBack, SeekTick, SetBreakpoint, WatchVariable, WatchPage, RemoveWatch, VisitBranch,
                 SetHistoryBudget, Pause, TypeLine, EndOfInput, ChooseNextTask, EditProgram, SetSetting, RevertProgram, RunEdited,
                 ProgramCompiled, Reset>;

/// One of them. What copies and destroys it is compiled once, in intent.cpp: of thirty alternatives, in every file of every
/// panel, that would be half of the page's build.
struct Intent : AnyOfThem {
    using AnyOfThem::AnyOfThem;
    Intent(const Intent&);
    Intent(Intent&&) noexcept;
    Intent& operator=(const Intent&);
    Intent& operator=(Intent&&) noexcept;
    ~Intent();
};

}  // namespace faultline::intent

namespace faultline {
using intent::Intent;
}
