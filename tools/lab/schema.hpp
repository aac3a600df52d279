// The published JSON Schema of a lab, docs/lab.schema.json, as a check.
#pragma once

#include <string>
#include <vector>

#include "course/result.hpp"

namespace faultline {

/// Reads the schema from docs/lab.schema.json below the root of the repository (the current folder, or one above it).
std::vector<Error> check_schema(const std::string& file, const std::string& json);

}  // namespace faultline
