// The program of the CPU bench as an ELF file: bench/programs/cpu.c, compiled by TCC alone, without a C library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/harness.hpp"
#include "compiler/tcc_host.hpp"
#include "cpu_source.hpp"

namespace faultline::bench {

/// `rounds` times the same work, then exit.
inline std::vector<std::uint8_t> cpu_program(std::uint32_t rounds) {
    compiler::FileTable files;
    files["cpu.c"] = {reinterpret_cast<const std::uint8_t*>(cpu_source), sizeof cpu_source - 1};
    compiler::TccJob job;
    job.options = "-nostdinc -nostdlib -static -DROUNDS=" + std::to_string(rounds);
    job.inputs = {"cpu.c"};
    job.source_index = 0;
    compiler::TccOutcome outcome = compiler::run_tcc(job, files);
    require(outcome.succeeded, outcome.messages.empty() ? "cpu.c: no ELF" : outcome.messages.front().c_str());
    return std::move(outcome.output);
}

}  // namespace faultline::bench
