/// Random op scripts from a seed: the differential fuzzer's food.
#pragma once

#include <cstdint>

#include "tools/ops/op.hpp"

namespace faultline::ops {

/// What may occur. The seed decides everything else, the same on every machine.
struct GeneratorOptions {
    std::uint64_t seed = 1;
    std::uint32_t length = 300;
    std::uint32_t pages = 48;
    std::uint32_t processes = 4;
    bool files = true;    ///< mappings of f, g and m
    bool objects = true;  ///< truncate, punch, pread, pwrite
    bool locks = true;    ///< mlock and its kin
    bool guards = true;   ///< guard regions
    bool exec = true;     ///< executing and PROT_EXEC (never PROT_EXEC alone: that depends on the CPU)
    bool kernel = true;   ///< accesses by the kernel, populate
    bool heap = true;     ///< brk
    bool drops = true;    ///< dropping the page cache
    bool merges = true;   ///< KSM's scanner, in one program of four: it takes the live kernel its time
    bool swap = false;    ///< a zram device
};

OpProgram generate(const GeneratorOptions& options);

}  // namespace faultline::ops
