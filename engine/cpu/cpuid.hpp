/// What CPUID says: a processor with exactly the features that this CPU has, so that programs which ask do not use
/// others.
#pragma once

#include <cstdint>

namespace faultline::cpu {

struct CpuidLeaf {
    uint32_t eax = 0;
    uint32_t ebx = 0;
    uint32_t ecx = 0;
    uint32_t edx = 0;
};

/// Unknown leaves are all zero.
[[nodiscard]] CpuidLeaf cpuid(uint32_t leaf, uint32_t subleaf);

}  // namespace faultline::cpu
