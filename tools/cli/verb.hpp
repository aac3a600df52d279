// The verbs of faultline-cli. Each has a file of its own.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/command_line.hpp"

namespace faultline::cli {

// Exit statuses besides the program's own.
inline constexpr int success = 0;
inline constexpr int difference = 1;
inline constexpr int usage_error = 2;
/// Nothing was compared, and why was said.
inline constexpr int skipped = 77;

struct ExitStatus {
    std::string_view status;
    std::string_view meaning;
};

/// What the exit statuses mean, for help and the manual page.
std::span<const ExitStatus> exit_statuses();

struct Verb {
    std::string_view name;
    std::string_view operands;
    std::string_view summary;
    std::vector<OptionName> options;
    int (*run)(const CommandLine& command);
};

/// All verbs, in the order in which help lists them.
std::span<const Verb> verbs();

const Verb& run_verb();
const Verb& compare_verb();
const Verb& build_verb();
const Verb& disassemble_verb();
const Verb& trace_verb();
const Verb& ops_verb();
const Verb& lab_verb();
const Verb& replay_verb();
const Verb& man_verb();
const Verb& help_verb();

/// Prints "faultline-cli: MESSAGE" on standard error; returns `usage_error`.
int complain(const std::string& message);

}  // namespace faultline::cli
