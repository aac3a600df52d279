/// The CPU's front: run and step a CpuState against a bus.
///
/// Exactness: an instruction happens whole or not at all (repeated string instructions: element by element), and where
/// a run is cut by its limit changes nothing that follows. A store into code that is being executed takes effect on the
/// next instruction.
#pragma once

#include "engine/cpu/run_result.hpp"
#include "engine/cpu/runner.hpp"

namespace faultline {

/// Runs from state.rip. `pages` must be used with the keys of one machine (or machines whose keys agree).
template <Bus B>
[[nodiscard]] RunResult run(CpuState& state, DecodedPages& pages, B& bus, const RunLimits& limits) {
    RunResult result;
    cpu::Runner<B>(state, pages, bus, limits, result).run();
    return result;
}

/// Runs one instruction.
template <Bus B>
[[nodiscard]] RunResult step(CpuState& state, DecodedPages& pages, B& bus) {
    return run(state, pages, bus, RunLimits{1, {}});
}

}  // namespace faultline
