// The curves that the step asks for, with what was drawn and what was measured.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/scene.hpp"

namespace faultline {

/// The questions of the step that have a curve. They belong to the scene's guide.
std::vector<const QuestionView*> curves_of(const Scene& scene);

bool is_measured(const CurveView& curve);

/// A place's name, its height in the sketch ("…" where there is none yet) and, once compared, as measured, with units; and what
/// was measured beside, if anything was.
std::vector<std::string> curve_cells(const CurveView& curve, std::size_t place);

/// What to type for a height that was drawn by hand: in units of the axis, with three digits at most.
std::string typed_height(const CurveView& curve, std::int64_t value);

}  // namespace faultline
