// A sketched curve against the measured one.
#pragma once

#include <optional>
#include <string>

#include "course/grade.hpp"

namespace faultline {

/// Fills in verdict, credit, words and feedback; an error when a height is not measured yet or was not drawn.
std::optional<Error> judge_curve(const CurveQuestion& question, const CurveAnswer& answer, const Samples& samples, Outcome& outcome);

/// "25,600 faults", "4 MiB": a value as a question with this unit prints it.
std::string with_unit(std::int64_t value, const std::string& unit);

}  // namespace faultline
