// How many lines a learner changed.
#pragma once

#include <cstdint>
#include <string_view>

namespace faultline {

/// The larger of the lines that went and the lines that came, by the longest common subsequence; blanks at line ends and
/// empty lines do not count.
std::uint32_t lines_changed(std::string_view before, std::string_view after);

}  // namespace faultline
