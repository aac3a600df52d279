// The options that choose a machine, shared by the verbs that run one.
#pragma once

#include <string>
#include <vector>

#include "engine/kernel/config.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/machine_run.hpp"

namespace faultline::cli {

/// --ram, --swap, --cgroup, --overcommit, --file.
std::vector<OptionName> machine_option_names();

/// Applies them. False: `error` names the option and what is wrong.
bool read_machine_options(const CommandLine& command, MachineRunOptions& options, std::string& error);

}  // namespace faultline::cli
