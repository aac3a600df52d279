// Prose with its measures filled in.
#pragma once

#include "course/measure.hpp"
#include "course/text.hpp"

namespace faultline {

/// What stands where a measure has no value yet.
inline constexpr std::string_view unknown_value = "…";

/// The runs with every measure replaced by its value as text.
Runs filled(const Runs& runs, const Scope& scope, const Samples& samples);

}  // namespace faultline
