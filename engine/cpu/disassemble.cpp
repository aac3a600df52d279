#include "engine/cpu/disassemble.hpp"

#include <array>
#include <span>
#include <string_view>

#include "engine/cpu/decode.hpp"

namespace faultline::cpu {

namespace {

using std::string_view;
using M = Mnemonic;

constexpr std::array<string_view, 16> kConditions = {"o", "no", "b", "ae", "e", "ne", "be", "a",
                                                     "s", "ns", "p", "np", "l", "ge", "le", "g"};
constexpr std::array<string_view, 16> k64 = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
                                             "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
constexpr std::array<string_view, 8> k32 = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};
constexpr std::array<string_view, 8> k16 = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
constexpr std::array<string_view, 8> k8 = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};
constexpr std::array<string_view, 4> kHigh = {"ah", "ch", "dh", "bh"};

std::string hexadecimal(uint64_t value) {
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[value & 15u]);
        value >>= 4;
    } while (value != 0);
    return "0x" + digits;
}

std::string signed_hexadecimal(int64_t value) {
    return value < 0 ? "-" + hexadecimal(uint64_t{0} - static_cast<uint64_t>(value))
                     : hexadecimal(static_cast<uint64_t>(value));
}

std::string register_name(uint8_t index, uint8_t size) {
    if (size == 8) return std::string(k64[index]);
    if (index < 8) return std::string(size == 4 ? k32[index] : size == 2 ? k16[index] : k8[index]);
    return std::string(k64[index]) + (size == 4 ? "d" : size == 2 ? "w" : "b");
}

string_view pointer_size(uint8_t size) {
    switch (size) {
        case 1: return "byte ptr ";
        case 2: return "word ptr ";
        case 4: return "dword ptr ";
        case 8: return "qword ptr ";
        case 10: return "tbyte ptr ";
        case 16: return "xmmword ptr ";
        default: return "";
    }
}

std::string memory_text(const Instruction& in, const Operand& operand, uint64_t address) {
    std::string text(pointer_size(operand.size));
    const MemoryOperand& memory = in.memory;
    if (memory.segment != Segment::None) text += memory.segment == Segment::Fs ? "fs:" : "gs:";
    text += "[";
    const bool absolute = operand.index == 1;
    const uint8_t width = memory.address_32 ? 4 : 8;
    if (absolute) return text + hexadecimal(in.immediate) + "]";
    if (memory.base == kInstructionPointer) {
        return text + "rip+" + hexadecimal(address + in.length + static_cast<uint64_t>(int64_t{memory.displacement})) +
               "]";
    }
    bool first = true;
    if (memory.base != kNoRegister) {
        text += register_name(memory.base, width);
        first = false;
    }
    if (memory.index != kNoRegister) {
        if (!first) text += "+";
        text += register_name(memory.index, width) + "*" + std::to_string(1u << memory.scale);
        first = false;
    }
    if (first) {
        text += hexadecimal(static_cast<uint64_t>(int64_t{memory.displacement}));
    } else if (memory.displacement != 0) {
        if (memory.displacement > 0) text += "+";
        text += signed_hexadecimal(memory.displacement);
    }
    return text + "]";
}

std::string operand_text(const Instruction& in, const Operand& operand, uint64_t address) {
    switch (operand.kind) {
        case OperandKind::None: return "";
        case OperandKind::Register: return register_name(operand.index, operand.size);
        case OperandKind::HighByte: return std::string(kHigh[operand.index]);
        case OperandKind::Memory: return memory_text(in, operand, address);
        case OperandKind::Immediate: return signed_hexadecimal(static_cast<int64_t>(in.immediate));
        case OperandKind::Target: return hexadecimal(address + in.length + in.immediate);
        case OperandKind::Xmm: return "xmm" + std::to_string(operand.index);
        case OperandKind::Stack: return operand.index == 0 ? "st" : "st(" + std::to_string(operand.index) + ")";
    }
    return "";
}

string_view size_suffix(uint8_t size) { return size == 1 ? "b" : size == 2 ? "w" : size == 4 ? "d" : "q"; }

std::string name_of(const Instruction& in) {
    std::string name(mnemonic_name(in.mnemonic));
    switch (in.mnemonic) {
        case M::Jcc:
        case M::Setcc:
        case M::Cmovcc: return name + std::string(kConditions[in.condition]);
        case M::Fcmov: {
            constexpr string_view kNames[] = {"b", "nb", "e", "ne", "be", "nbe", "", "", "u", "nu"};
            return name + std::string(kNames[in.condition - 2]);
        }
        case M::Movs:
        case M::Cmps:
        case M::Stos:
        case M::Lods:
        case M::Scas: return name + std::string(size_suffix(in.size));
        case M::Cwde: return in.size == 2 ? "cbw" : in.size == 4 ? "cwde" : "cdqe";
        case M::Cdq: return in.size == 2 ? "cwd" : in.size == 4 ? "cdq" : "cqo";
        default: return name;
    }
}

string_view prefix_of(const Instruction& in) {
    if (in.lock) return "lock ";
    const bool compares = in.mnemonic == M::Cmps || in.mnemonic == M::Scas;
    const bool string = compares || in.mnemonic == M::Movs || in.mnemonic == M::Stos || in.mnemonic == M::Lods;
    if (!string || in.repeat == Repeat::None) return "";
    if (!compares) return "rep ";
    return in.repeat == Repeat::WhileEqual ? "repe " : "repne ";
}

}  // namespace

std::string disassemble(const Instruction& instruction, uint64_t address) {
    std::string text = std::string(prefix_of(instruction)) + name_of(instruction);
    string_view separator = " ";
    if (instruction.mnemonic == M::Enter) {
        text += " " + hexadecimal(static_cast<uint64_t>(int64_t{instruction.memory.displacement}));
        return text + ", " + hexadecimal(instruction.immediate);
    }
    for (const Operand& operand : instruction.operands) {
        if (operand.kind == OperandKind::None) break;
        text += separator;
        text += operand_text(instruction, operand, address);
        separator = ", ";
    }
    return text;
}

std::string disassemble_bytes(const uint8_t* bytes, uint32_t size, uint64_t address) {
    Instruction instruction;
    const std::span<const uint8_t> all(bytes, size);
    if (decode(all, instruction) == DecodeStatus::Ok) return disassemble(instruction, address);
    std::string text = "(bad)";
    for (const uint8_t byte : all.first(size < 4 ? size : 4)) {
        text += " ";
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15u];
    }
    return text;
}

}  // namespace faultline::cpu
