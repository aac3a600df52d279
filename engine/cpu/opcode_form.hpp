/// The opcode tables: which mnemonic an opcode is, and where its operands are. Internal to the decoder.
#pragma once

#include <cstdint>

#include "engine/cpu/instruction.hpp"

namespace faultline::cpu {

/// Where an operand comes from and how wide it is, in the letters of Intel's opcode maps: E = ModRM general register or
/// memory, G = ModRM.reg, Z = register in the opcode, I = immediate, J = branch distance, M = memory only, V = XMM in
/// ModRM.reg, W = XMM or memory, U = XMM in ModRM.rm. Widths: b 1, w 2, d 4, q 8, t 10, x 16 bytes; v = operand size; y
/// = 4 or 8 by REX.W.
enum class Spec : uint8_t {
    None,
    Eb,
    Ew,
    Ed,
    Eq,
    Ev,
    Ey,
    Gb,
    Gw,
    Gd,
    Gv,
    Gy,
    Zb,
    Zv,
    Zq,
    AccumulatorB,
    AccumulatorV,
    AccumulatorW,
    CountCl,
    PortDx,
    One,
    Ib,
    Iw,
    IbSigned,
    Iz,
    Iv,
    Jb,
    Jz,
    Maddress,
    Mb,
    Mw,
    Md,
    Mq,
    Mt,
    Mx,
    Mv,
    Ob,
    Ov,
    /// No operand, but byte-sized: the string instructions with an even opcode.
    StringB,
    V,
    Wd,
    Wq,
    Wx,
    U,
    StackTop,
    StackIndex,
};

struct Form {
    bool known = false;
    Mnemonic mnemonic = Mnemonic::Ud2;
    Spec a = Spec::None;
    Spec b = Spec::None;
    Spec c = Spec::None;
    /// The operand size is 64 bits without REX.W (push, pop, near branches).
    bool wide = false;
};

[[nodiscard]] constexpr Form form(Mnemonic mnemonic, Spec a = Spec::None, Spec b = Spec::None, Spec c = Spec::None) {
    return Form{true, mnemonic, a, b, c, false};
}
[[nodiscard]] constexpr Form wide_form(Mnemonic mnemonic, Spec a = Spec::None, Spec b = Spec::None) {
    return Form{true, mnemonic, a, b, Spec::None, true};
}

enum class Mandatory : uint8_t { None, P66, PF3, PF2 };

/// What the tables may look at besides the opcode. `modrm` is the byte after the opcode, 0 if there is none.
struct OpcodeContext {
    uint8_t modrm = 0;
    uint8_t rex = 0;
    Mandatory prefix = Mandatory::None;

    [[nodiscard]] constexpr uint32_t reg() const { return (modrm >> 3) & 7u; }
    [[nodiscard]] constexpr uint32_t rm() const { return modrm & 7u; }
    [[nodiscard]] constexpr bool is_register() const { return modrm >= 0xc0; }
    [[nodiscard]] constexpr bool rex_w() const { return (rex & 8u) != 0; }
};

[[nodiscard]] Form one_byte_form(uint8_t opcode, const OpcodeContext& context);
[[nodiscard]] Form two_byte_form(uint8_t opcode, const OpcodeContext& context);
[[nodiscard]] Form sse_form(uint8_t opcode, const OpcodeContext& context);
[[nodiscard]] Form x87_form(uint8_t opcode, const OpcodeContext& context);

}  // namespace faultline::cpu
