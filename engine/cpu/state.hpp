/// The user-mode registers of one x86-64 hardware thread, as a plain value.
///
/// Every field is architectural: two equal states behave alike for ever. Decoded instructions and lazy flags live
/// elsewhere and are derived. Segment selectors are not modelled: user programs on Linux/x86-64 only see FS and GS
/// bases.
#pragma once

#include <array>
#include <cstdint>

namespace faultline {

/// Index of a general register, in the order of the instruction encoding.
enum class Gpr : uint8_t { Rax, Rcx, Rdx, Rbx, Rsp, Rbp, Rsi, Rdi, R8, R9, R10, R11, R12, R13, R14, R15 };

/// One SSE register as two little-endian halves.
struct Xmm {
    uint64_t low = 0;
    uint64_t high = 0;
    bool operator==(const Xmm&) const = default;
};

/// One x87 register: sign and biased exponent in `sign_exponent`, explicit integer bit at the top of `mantissa`.
struct Float80 {
    uint64_t mantissa = 0;
    uint16_t sign_exponent = 0;
    bool operator==(const Float80&) const = default;
};

/// Bits of RFLAGS that the model keeps. Bit 1 is always set, IF is always set in user mode.
inline constexpr uint64_t kFlagCarry = uint64_t{1} << 0;
inline constexpr uint64_t kFlagAlwaysOne = uint64_t{1} << 1;
inline constexpr uint64_t kFlagParity = uint64_t{1} << 2;
inline constexpr uint64_t kFlagAuxiliary = uint64_t{1} << 4;
inline constexpr uint64_t kFlagZero = uint64_t{1} << 6;
inline constexpr uint64_t kFlagSign = uint64_t{1} << 7;
inline constexpr uint64_t kFlagTrap = uint64_t{1} << 8;
inline constexpr uint64_t kFlagInterrupt = uint64_t{1} << 9;
inline constexpr uint64_t kFlagDirection = uint64_t{1} << 10;
inline constexpr uint64_t kFlagOverflow = uint64_t{1} << 11;
inline constexpr uint64_t kFlagAlignment = uint64_t{1} << 18;
inline constexpr uint64_t kFlagIdentification = uint64_t{1} << 21;

struct CpuState {
    std::array<uint64_t, 16> gpr{};
    uint64_t rip = 0;
    uint64_t rflags = kFlagAlwaysOne | kFlagInterrupt;
    std::array<Xmm, 16> xmm{};
    /// Physical x87 registers R0..R7; ST(i) is R((top + i) & 7), top being bits 11..13 of `fsw`.
    std::array<Float80, 8> x87{};
    uint16_t fcw = 0x037f;
    uint16_t fsw = 0;
    /// Two bits a physical register: 0 valid, 1 zero, 2 special, 3 empty. The model keeps 0 (in use) and 3 (empty)
    /// only.
    uint16_t ftw = 0xffff;
    uint32_t mxcsr = 0x1f80;
    uint64_t fs_base = 0;
    uint64_t gs_base = 0;

    [[nodiscard]] uint64_t& operator[](Gpr index) { return gpr[static_cast<uint8_t>(index)]; }
    [[nodiscard]] uint64_t operator[](Gpr index) const { return gpr[static_cast<uint8_t>(index)]; }
    bool operator==(const CpuState&) const = default;
};

}  // namespace faultline
