/// The x87 register stack and its instructions on registers, as functions on CpuState. Memory operands are x87.hpp's.
///
/// The condition bits C0, C2, C3 are exact where the architecture defines them; C1 is left clear, and the exception
/// flags of the status word stay as they are: every exception is masked, as Linux starts a program (docs/model-cpu.md).
#pragma once

#include <cstdint>

#include "engine/cpu/flags.hpp"
#include "engine/cpu/float80.hpp"
#include "engine/cpu/mnemonic.hpp"
#include "engine/cpu/state.hpp"

namespace faultline::cpu {

[[nodiscard]] inline Rounding rounding_of(const CpuState& state) {
    return static_cast<Rounding>((state.fcw >> 10) & 3u);
}

/// ST(index); the default NaN if it is empty.
[[nodiscard]] Float80 stack_get(const CpuState& state, uint32_t index);
void stack_set(CpuState& state, uint32_t index, const Float80& value);
/// Pushing onto a full stack leaves the default NaN, as the masked stack fault does.
void stack_push(CpuState& state, const Float80& value);
void stack_pop(CpuState& state);

/// FADD and the like, FCOM and the like, with `value` from memory; integer forms take it converted.
void x87_memory_operation(CpuState& state, Mnemonic mnemonic, const Float80& value);

/// An instruction without a memory operand. `a` and `b` are ST numbers, `condition` FCMOV's.
void x87_register_operation(CpuState& state, Flags& flags, Mnemonic mnemonic, uint32_t a, uint32_t b,
                            uint32_t condition);

}  // namespace faultline::cpu
