#include "engine/cpu/cpuid.hpp"

namespace faultline::cpu {

namespace {
constexpr uint32_t bit(uint32_t n) { return uint32_t{1} << n; }

constexpr uint32_t four(const char (&text)[5]) {
    uint32_t word = 0;
    for (uint32_t i = 0; i < 4; ++i) word |= static_cast<uint32_t>(static_cast<uint8_t>(text[i])) << (8 * i);
    return word;
}
}  // namespace

CpuidLeaf cpuid(uint32_t leaf, uint32_t) {
    switch (leaf) {
        case 0: return {1, four("Faul"), four("eCPU"), four("tlin")};
        // Family 6. ECX: CMPXCHG16B, POPCNT. EDX: FPU, TSC, CMPXCHG8B, CMOV, CLFLUSH, SSE, SSE2.
        case 1:
            return {0x00000600, 0x00000800, bit(13) | bit(23),
                    bit(0) | bit(4) | bit(8) | bit(15) | bit(19) | bit(25) | bit(26)};
        case 0x80000000: return {0x80000001, 0, 0, 0};
        // ECX: LAHF in 64-bit mode, LZCNT. EDX: SYSCALL, NX, RDTSCP, long mode.
        case 0x80000001: return {0, 0, bit(0) | bit(5), bit(11) | bit(20) | bit(27) | bit(29)};
        default: return {};
    }
}

}  // namespace faultline::cpu
