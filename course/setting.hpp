// One thing that a workload, an experiment or a sweep changes about a program's run: an option of its machine, or an argument.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course/lab.hpp"

namespace faultline {

/// `name` is a machine option (course/machine_options.hpp) or "argument N", counted from 1. What was expected, if it does
/// not take the value.
std::optional<std::string> apply_setting(LabProgram& program, std::string_view name, std::string_view value);

/// The program as the values of its settings have it.
LabProgram with_settings(const LabProgram& program, const std::vector<Setting>& settings, const std::vector<std::string>& values);

/// Whether each setting allows its value, and there is one for each.
bool allow(const std::vector<Setting>& settings, const std::vector<std::string>& values);

/// Settings travel as a text with one value a line.
std::vector<std::string> settings_of(std::string_view lines);
std::string lines_of(const std::vector<std::string>& settings);

}  // namespace faultline
