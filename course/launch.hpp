// A lab's program on its machine, where exec has just returned.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "course/lab.hpp"
#include "course/result.hpp"
#include "engine/machine.hpp"
#include "engine/program/lines.hpp"

namespace faultline {

struct Launched {
    Machine machine;
    std::unique_ptr<const LineTable> lines;
};

/// Boots the program's machine, puts the ELF file on its disk and executes it as a shell would.
Result<Launched> launch(const LabProgram& program, std::span<const std::uint8_t> elf, std::uint64_t seed);

}  // namespace faultline
