/// Instructions as text, in Intel syntax, from the same decoder that feeds the CPU.
#pragma once

#include <cstdint>
#include <string>

#include "engine/cpu/instruction.hpp"

namespace faultline::cpu {

/// "mov dword ptr [rbp-0x8], eax". `address` is where the instruction stands: jumps and RIP-relative operands are shown
/// resolved.
[[nodiscard]] std::string disassemble(const Instruction& instruction, uint64_t address);

/// Decodes and disassembles; "(bad) 0f ff" style text if the bytes are no instruction that the CPU has.
[[nodiscard]] std::string disassemble_bytes(const uint8_t* bytes, uint32_t size, uint64_t address);

}  // namespace faultline::cpu
