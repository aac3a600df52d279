/// Static ELF programs on the test bus, with a kernel of two system calls: write to standard output, and exit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/cpu/run_result.hpp"
#include "engine/cpu/state.hpp"

namespace faultline::test {

struct ProgramRun {
    std::string output;
    int32_t exit_code = -1;
    RunReason ended_by = RunReason::Syscall;
    uint64_t instructions = 0;
    CpuState state;
    std::string problem;
};

[[nodiscard]] std::vector<uint8_t> read_file(const std::string& path);

/// Runs until exit or trouble. `slice` is how many instructions one call of `run` may execute.
[[nodiscard]] ProgramRun run_program(const std::vector<uint8_t>& elf, uint64_t slice = ~uint64_t{0});

}  // namespace faultline::test
