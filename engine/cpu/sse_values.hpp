/// What SSE instructions compute, as pure functions of register values.
///
/// Float arithmetic is the host's (IEEE 754, rounding to nearest even); every NaN is made here by x86's rules, so
/// results agree to the bit everywhere. MXCSR's rounding and flush modes are not obeyed and its exception flags are not
/// set (docs/model-cpu.md).
#pragma once

#include <cstdint>

#include "engine/cpu/flags.hpp"
#include "engine/cpu/mnemonic.hpp"
#include "engine/cpu/state.hpp"

namespace faultline::cpu {

[[nodiscard]] inline bool is_high_half_move(Mnemonic mnemonic) {
    return mnemonic == Mnemonic::Movhps || mnemonic == Mnemonic::Movhpd;
}

/// Arithmetic, logic, shuffles, comparisons and conversions between XMM registers; `a` is the old destination.
[[nodiscard]] Xmm float_result(Mnemonic mnemonic, const Xmm& a, const Xmm& b, uint8_t immediate);

/// The SSE2 integer instructions; shifts take their count from the low half of `b`.
[[nodiscard]] Xmm integer_result(Mnemonic mnemonic, const Xmm& a, const Xmm& b, uint8_t immediate);

/// UCOMISS and the like.
[[nodiscard]] Flags compare_floats(Mnemonic mnemonic, const Xmm& a, const Xmm& b);

/// CVTSI2SS and CVTSI2SD of a 4 or 8 byte integer.
[[nodiscard]] Xmm from_integer(Mnemonic mnemonic, const Xmm& a, uint64_t value, uint8_t size);

/// CVT[T]SS2SI and CVT[T]SD2SI to 4 or 8 bytes, zero-extended; what does not fit is the integer indefinite (only the
/// top bit set).
[[nodiscard]] uint64_t to_integer(Mnemonic mnemonic, const Xmm& b, uint8_t size);

/// MOVMSKPS, MOVMSKPD, PMOVMSKB.
[[nodiscard]] uint64_t sign_mask(Mnemonic mnemonic, const Xmm& b);

[[nodiscard]] uint64_t extract_word(const Xmm& b, uint8_t index);
[[nodiscard]] Xmm insert_word(const Xmm& a, uint16_t value, uint8_t index);

}  // namespace faultline::cpu
