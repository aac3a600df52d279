// What the tests of the history share: a machine that stands at the beginning of a program.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "compiler/compile.hpp"
#include "engine/program/lines.hpp"
#include "engine/program/start.hpp"

namespace faultline::shared {

inline Machine started(const std::vector<std::uint8_t>& elf, std::uint64_t ram_bytes = 64ull << 20) {
    MachineConfig config;
    config.ram_bytes = ram_bytes;
    Machine machine(config);
    ProgramStart start;
    start.name = "story";
    start.elf = elf;
    std::string error;
    REQUIRE(start_program(machine, start, error) != 0);
    return machine.snapshot();
}

}  // namespace faultline::shared
