// A lab as text with every measure filled in and every right answer: what a lecturer reads before assigning it.
#pragma once

#include <string>

#include "tools/lab/measured_lab.hpp"

namespace faultline {

std::string shown(const Lab& lab, const MeasuredLab& measured, const std::map<std::string, std::string>& solutions);

}  // namespace faultline
