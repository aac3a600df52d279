/// Random instruction sequences as bytes, made so that they run on any x86-64 and stay inside their memory.
///
/// RBX, RSI, RDI, RBP and R12..R15 point into the data and are not written by most instructions; R10 is a small index.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/cpu/state.hpp"
#include "tests/engine/cpu/test_rng.hpp"

namespace faultline::test {

inline constexpr uint64_t kArena = 0x20000000;
inline constexpr uint32_t kArenaBytes = 0x6000;
inline constexpr uint64_t kCodeStart = kArena;
inline constexpr uint64_t kDataStart = kArena + 0x2000;
inline constexpr uint64_t kDataMiddle = kArena + 0x3800;
inline constexpr uint64_t kStackTop = kArena + 0x5c00;

enum class Family : uint8_t { Integer, Strings, Sse, X87 };

struct RandomCode {
    std::vector<uint8_t> bytes;
    /// Flags that the architecture leaves undefined after the last instruction.
    uint64_t undefined_flags = 0;
};

/// `address` is where the code is going to stand.
[[nodiscard]] RandomCode random_code(TestRng& rng, Family family, uint32_t instructions, uint64_t address);

/// Registers that suit the code above, and data (numbers that are often edges, also as floats).
[[nodiscard]] CpuState random_state(TestRng& rng, Family family);
[[nodiscard]] std::vector<uint8_t> random_data(TestRng& rng, Family family);

}  // namespace faultline::test
