// A fenced question block of lab.md as a Question.
#pragma once

#include "course/author/frame.hpp"
#include "course/lab.hpp"

namespace faultline {

/// `segment` is one of the fences that is a question, or observe. A curve that sweeps a setting adds the programs that it
/// runs to `lab`.
Question read_question(const Segment& segment, Lab& lab, const Scope& scope, Diagnostics& diagnostics);

/// Of a change: the file with a program that meets the conditions. Empty for every other kind.
std::string solution_file(const Segment& segment, Diagnostics& diagnostics);

/// Of a workload: the settings that meet the conditions, one a line, in the question's order.
std::string solution_settings(const Segment& segment, const Question& question, Diagnostics& diagnostics);

}  // namespace faultline
