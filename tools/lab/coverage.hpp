// Which ends and which answers of the fault handler the labs reach: a branch that no lab reaches is one that nobody learns.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "course/lab.hpp"
#include "engine/kernel/fault_trace.hpp"

namespace faultline {

struct HandlerCoverage {
    /// By leaf: who reached it.
    std::map<Leaf, std::set<std::string>> leaves;
    /// By question and answer.
    std::map<std::pair<Ask, bool>, std::set<std::string>> answers;

    void add(const FaultTrace& trace, const std::string& who);
    /// Ids of leaves that nobody reached.
    [[nodiscard]] std::vector<std::string> missing_leaves() const;
    /// "AnonExclusive: yes", for each answer that nobody got.
    [[nodiscard]] std::vector<std::string> missing_answers() const;
};

/// Runs every program of the lab and every solution to the end, with the lab's own input.
void cover_lab(const Lab& lab, const std::map<std::string, std::string>& solutions, HandlerCoverage& coverage);

}  // namespace faultline
