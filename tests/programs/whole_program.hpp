// One program on the machine's own kernel and in the engine, from exec to exit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/kernel/config.hpp"
#include "tools/cli/program_file.hpp"

namespace faultline {

/// Checks that both sides print the same, end alike, take as many faults and hold as much memory at the end. `input`
/// comes through a pipe, `arguments` stand behind the program's name. Answers why nothing was compared, when nothing was.
std::optional<std::string> compare_whole_program(const cli::ProgramFile& program, const std::vector<std::string>& arguments,
                                                 const std::string& input, const MachineConfig& machine);

}  // namespace faultline
