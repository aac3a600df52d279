// Grading: a pure function of what was answered and what was measured. Nothing here looks at a machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "course/answer.hpp"
#include "course/lab.hpp"
#include "engine/kernel/fault_trace.hpp"

namespace faultline {

/// Everything that the runs of a lab have shown so far.
struct Evidence {
    Samples samples;
    /// Program and moment of a HandlerQuestion, and the fault that happened there.
    std::map<MomentRef, FaultTrace> faults;
    /// By question id: the readings of the run that a ChangeAnswer's program made. Programs of their own, so apart.
    std::map<std::string, Samples> changed;
};

enum class Verdict : std::uint8_t { Right, Partly, Differs };

/// One prediction beside its measurement.
struct Outcome {
    std::string question;
    Verdict verdict{};
    /// Thousandths of the question's point: HandlerQuestion, SeveralOf, OrderQuestion and ChangeQuestion give parts.
    std::uint32_t credit = 0;
    /// What the learner said and what the run said, as text.
    std::string predicted;
    std::string measured;
    /// Where the learner's picture and the kernel part.
    std::optional<Stage> stage;
    std::string misconception;
    Runs say;
    /// CurveQuestion: where sketch and run part first, in words.
    std::string parting;
    /// Advice that depends on how sure the learner was.
    std::string calibration;
};

/// The questions of a recorded fault that the learner answers: indices into its answers.
std::vector<std::size_t> blanks_of(const HandlerQuestion& question, const FaultTrace& trace);

/// Grades one answer; an error when the evidence is not there yet, or the answer is of another kind. `scope` is where measures
/// in the texts of choices stand.
Result<Outcome> grade(const Question& question, const Response& response, const Evidence& evidence, const Scope& scope = {});

struct ObjectiveScore {
    std::string id;
    std::string text;
    std::uint32_t credit = 0;     // thousandths
    std::uint32_t questions = 0;  // that serve it and are graded
};

struct Report {
    std::vector<Outcome> outcomes;
    std::vector<ObjectiveScore> objectives;
    /// Beliefs that showed, in order of first appearance.
    std::vector<std::string> misconceptions;
    /// Thousandths of a point, and how many points there are in the whole lab.
    std::uint32_t credit = 0;
    std::uint32_t questions = 0;
    std::uint32_t hints = 0;
    /// Answers that were sure, and of these the ones that were right.
    std::uint32_t sure = 0, sure_and_right = 0;
};

/// Grades every committed answer for which there is evidence.
Report grade_lab(const Lab& lab, const Responses& responses, const Evidence& evidence);

}  // namespace faultline
