// An attempt: what a learner did with a lab, small enough to mail. Everything in it is input; runs, measures and score come
// out again when it is replayed. The seal (a SHA-256 over the rest) shows a changed file; it does not stop somebody who
// makes a new one, which is why a teacher replays.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "course/answer.hpp"
#include "course/result.hpp"
#include "engine/history/history.hpp"

namespace faultline {

struct AttemptStep {
    bool committed = false;
    bool arrived = false;    // the visible run reached the step's moment
    bool compared = false;
    bool operator==(const AttemptStep&) const = default;
};

/// Where the learner's own run of a program stood, and what was done to it.
struct AttemptRun {
    Tick tick = 0;
    std::vector<TimedCommand> commands;
};

struct Attempt {
    std::string lab;
    std::string lab_digest;
    std::uint64_t seed = 1;
    std::uint32_t step = 0;
    /// By step id.
    std::map<std::string, AttemptStep> steps;
    Responses responses;
    /// Edited sources, by program.
    std::map<std::string, std::string> edits;
    /// By the run's name: a program, or "change " and a question.
    std::map<std::string, AttemptRun> runs;
    /// What the session said when it was saved; a replay must say the same.
    std::uint32_t credit = 0;
    std::uint32_t graded = 0;
};

/// One spelling for equal attempts, sealed.
std::string save_attempt(const Attempt& attempt);

/// Reads and checks the seal. An error that speaks of tampering means that the file is whole but not as it was saved.
Result<Attempt> load_attempt(std::string_view json);

}  // namespace faultline
