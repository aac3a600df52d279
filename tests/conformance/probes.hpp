/// The directed probes: each file of tests/conformance/probes is a row that was measured, with what it expects.
#pragma once

#include <string>
#include <vector>

#include "tools/ops/expect.hpp"
#include "tools/ops/result.hpp"

namespace faultline::ops {

struct Probe {
    std::string file;
    OpProgram program;
    Expectations expectations;
    std::string inexact;  ///< why two kernels may differ in it; empty if they may not
};

/// All probes in the order of their names; fails the test on one that cannot be read.
std::vector<Probe> read_probes();

/// How often a probe that failed on a live kernel is measured: its answers must be wrong each time to be wrong.
inline constexpr int most_tries = 5;

/// Runs a probe and fails the test for every expectation that is not met. False if it was skipped.
bool hold(OpTarget& target, const Probe& probe);

}  // namespace faultline::ops
