// What a command of the second terminal gets and gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/kernel/task.hpp"
#include "engine/shell/shell.hpp"

namespace faultline::shell_tools {

/// The words of one command, its name first, without quotes.
using Words = std::vector<std::string>;

struct Call {
    const Machine& machine;
    Words words;
    /// What the command before the `|` printed; empty for the first.
    std::string input = {};
    bool piped = false;
};

using Command = ShellAnswer (*)(const Call& call);

struct Entry {
    std::string_view name;
    Command run;
};

ShellAnswer fail(std::string text, int status = 1);

// command_line.cpp
/// A line taken apart into commands. False: `error` says what is wrong.
bool split_line(const Machine& machine, std::string_view line, std::vector<Words>& commands, std::string& error);
/// Decimal, all of the text.
bool read_number(std::string_view text, std::uint64_t& value);

// ps.cpp
ShellAnswer ps(const Call& call);
ShellAnswer pgrep(const Call& call);
/// The processes called `name`, by pid.
std::vector<const Task*> tasks_named(const Machine& machine, std::string_view name);

// memory_tools.cpp
ShellAnswer free_memory(const Call& call);
ShellAnswer vmstat(const Call& call);

// usage_tools.cpp
ShellAnswer time_verbose(const Call& call);
ShellAnswer perf(const Call& call);

// files.cpp
ShellAnswer cat(const Call& call);
ShellAnswer ls(const Call& call);

// filters.cpp
ShellAnswer grep(const Call& call);
ShellAnswer head(const Call& call);
ShellAnswer tail(const Call& call);
ShellAnswer count_words(const Call& call);
ShellAnswer echo(const Call& call);

}  // namespace faultline::shell_tools
