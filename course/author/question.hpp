// A fenced question block of lab.md as a Question.
#pragma once

#include "course/author/frame.hpp"
#include "course/lab.hpp"

namespace faultline {

/// `segment` is one of the fences number, choice, several, order, handler, point, change or observe.
Question read_question(const Segment& segment, const Lab& lab, const Scope& scope, Diagnostics& diagnostics);

/// Of a change: the file with a program that meets the conditions. Empty for every other kind.
std::string solution_file(const Segment& segment, Diagnostics& diagnostics);

}  // namespace faultline
