// Evaluation with any source of readings: samples when grading, a live machine for the arguments of a reading.
#pragma once

#include <functional>

#include "course/measure.hpp"

namespace faultline {

/// Gives the value of a Read (or one end of a Delta) at a moment.
using Lookup = std::function<Result<Value>(const Reading& reading, const MomentRef& when)>;

Result<Value> evaluate_with(const Expression& expression, const Lookup& lookup);

}  // namespace faultline
