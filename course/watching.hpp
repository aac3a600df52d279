// Watched variables and pages, and what variables hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "course/result.hpp"
#include "course/time_view.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

/// What is watched: a place in the memory of one process. A local variable is the one of the call that was under way when
/// the watch was set.
struct Watched {
    Pid pid = 0;
    /// Both empty for a page.
    std::string variable;
    std::string type;
    std::string function;
    std::uint64_t start = 0;
    std::uint64_t bytes = 0;
    bool reads = false;
};

/// The variables that the process which runs can see: of the innermost of the learner's functions, then globals.
std::vector<VariableView> variables_of(const Machine& machine, const LineTable& lines);

/// Finds a variable that can be seen now by its name; an error when there is none.
Result<Watched> watch_variable(const Machine& machine, const LineTable& lines, const std::string& name, bool reads);
Watched watch_page(const Machine& machine, std::uint64_t address, bool reads);

/// What it holds now, as C would print it.
std::string watched_value(const Machine& machine, const Watched& watched);

}  // namespace faultline
