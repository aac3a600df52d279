// What a learner sees of travelling through a run: where it stops, what its variables hold, its branches, and the memory
// that its past takes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/history/history.hpp"

namespace faultline {

struct VariableView {
    std::string name;
    std::string type;
    /// As C would print it; empty where its page is not in memory.
    std::string value;
    std::uint64_t address = 0;
    std::uint32_t bytes = 0;
    /// Of this function; empty for a global.
    std::string function;
};

struct WatchView {
    /// The variable's name, or empty for a page.
    std::string variable;
    std::string function;
    std::string value;
    std::uint64_t address = 0;
    std::uint64_t bytes = 0;
    bool reads = false;
    /// The next attempt accesses it: what the run has stopped for.
    bool hit = false;
};

struct TaskView {
    Pid pid = 0;
    std::string name;
    TaskState state{};
    bool runs = false;
    /// The learner may choose it to run next.
    bool may_be_chosen = false;
};

struct TimeView {
    /// Lines with breakpoints, in order.
    std::vector<std::uint32_t> breakpoints;
    std::vector<WatchView> watches;
    /// Of the learner's function that is under way, then globals.
    std::vector<VariableView> variables;
    std::vector<BranchInfo> branches;
    std::vector<TaskView> tasks;
    std::uint64_t marks = 0;
    std::uint64_t history_bytes = 0;
    std::uint64_t history_budget_bytes = 0;
    /// Something that happened earlier is being looked for.
    bool goes_back = false;
};

}  // namespace faultline
