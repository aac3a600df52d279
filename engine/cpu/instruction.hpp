/// One decoded x86-64 instruction: what the disassembler prints and what `lower` turns into micro-operations.
#pragma once

#include <array>
#include <cstdint>

#include "engine/cpu/mnemonic.hpp"

namespace faultline::cpu {

enum class OperandKind : uint8_t { None, Register, HighByte, Memory, Immediate, Target, Xmm, Stack };

/// `size` is in bytes. `index` is the register number (HighByte: 0..3 for AH, CH, DH, BH).
struct Operand {
    OperandKind kind = OperandKind::None;
    uint8_t index = 0;
    uint8_t size = 0;
};

enum class Segment : uint8_t { None, Fs, Gs };

inline constexpr uint8_t kNoRegister = 0xff;
inline constexpr uint8_t kInstructionPointer = 0xfe;

/// base + index * (1 << scale) + displacement, in `segment`; with `address_32` the sum is cut to 32 bits before the
/// segment base.
struct MemoryOperand {
    uint8_t base = kNoRegister;
    uint8_t index = kNoRegister;
    uint8_t scale = 0;
    Segment segment = Segment::None;
    bool address_32 = false;
    int32_t displacement = 0;
};

enum class Repeat : uint8_t { None, WhileEqual, WhileNotEqual };

struct Instruction {
    Mnemonic mnemonic = Mnemonic::Ud2;
    uint8_t length = 0;
    /// Operand size in bytes of instructions whose opcode does not fix it.
    uint8_t size = 4;
    /// Condition code 0..15 of Jcc, Setcc, Cmovcc.
    uint8_t condition = 0;
    Repeat repeat = Repeat::None;
    bool lock = false;
    std::array<Operand, 3> operands{};
    MemoryOperand memory{};
    /// The immediate, sign-extended as the instruction defines; for a Target, the distance from the next instruction.
    uint64_t immediate = 0;
};

inline constexpr uint32_t kMaxInstructionBytes = 15;

}  // namespace faultline::cpu
