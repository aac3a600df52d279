// The front matter of a lab: who it is for, the machine, and the programs with their moments.
#pragma once

#include <map>
#include <string>

#include "course/author/diagnostics.hpp"
#include "course/lab.hpp"

namespace faultline {

/// The files of a lab's folder, by name.
using LabFiles = std::map<std::string, std::string>;

void read_front_matter(const std::string& yaml, std::uint32_t first_line, const LabFiles& files, Lab& lab, Diagnostics& diagnostics);

}  // namespace faultline
