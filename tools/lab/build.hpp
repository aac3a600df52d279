// Labs as the page loads them: one canonical JSON a lab, and index.json with what a list of labs shows.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"

namespace faultline {

/// Writes <id>.json for each folder and index.json into `target`, which exists. Errors name file and line; a lab with
/// errors is not written.
std::vector<Error> build_labs(const std::vector<std::string>& folders, const std::string& target);

}  // namespace faultline
