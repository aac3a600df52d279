// The second terminal: ps, free, vmstat, time, perf and cat as they print on Linux, made from the machine's own
// counters. Nothing here runs inside the machine, so looking changes nothing: no fault, no tick, no page of cache.
// Sources of the formats: procps-ng 4.0.2, perf 6.1, GNU time 1.9, as they print on Debian 12.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace faultline {

struct Machine;

struct ShellAnswer {
    std::string text;
    int status = 0;
};

/// Carries out one line: a command, or several with `|` between them. `$(pgrep NAME)` stands for a number. What is not
/// known is refused by its name, with the list of what there is.
ShellAnswer shell(const Machine& machine, std::string_view line);

/// The names of all commands, in order.
std::vector<std::string> shell_commands();

}  // namespace faultline
