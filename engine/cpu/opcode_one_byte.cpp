/// Opcodes without an 0F escape, in 64-bit mode. Source: Intel SDM volume 2, appendix A, table A-2.
#include "engine/cpu/opcode_form.hpp"

namespace faultline::cpu {

namespace {
using enum Spec;
using M = Mnemonic;

Form arithmetic_form(uint8_t opcode) {
    const Mnemonic mnemonic = mnemonic_after(M::Add, opcode >> 3);
    switch (opcode & 7u) {
        case 0: return form(mnemonic, Eb, Gb);
        case 1: return form(mnemonic, Ev, Gv);
        case 2: return form(mnemonic, Gb, Eb);
        case 3: return form(mnemonic, Gv, Ev);
        case 4: return form(mnemonic, AccumulatorB, Ib);
        case 5: return form(mnemonic, AccumulatorV, Iz);
        default: return {};
    }
}

Form group3(Spec operand, Spec immediate, uint32_t reg) {
    if (reg < 2) return form(M::Test, operand, immediate);
    constexpr Mnemonic kNames[] = {M::Not, M::Neg, M::Mul, M::Imul, M::Div, M::Idiv};
    return form(kNames[reg - 2], operand);
}

Form group5(uint32_t reg) {
    switch (reg) {
        case 0: return form(M::Inc, Ev);
        case 1: return form(M::Dec, Ev);
        case 2: return wide_form(M::Call, Eq);
        case 4: return wide_form(M::Jmp, Eq);
        case 6: return wide_form(M::Push, Ev);
        default: return {};
    }
}

Form nop_form(const OpcodeContext& context) {
    if (context.prefix == Mandatory::PF3) return form(M::Pause);
    if ((context.rex & 1u) != 0) return form(M::Xchg, Zv, AccumulatorV);
    return form(M::Nop);
}
}  // namespace

Form one_byte_form(uint8_t opcode, const OpcodeContext& context) {
    const uint32_t reg = context.reg();
    if (opcode < 0x40) return arithmetic_form(opcode);
    if (opcode >= 0x50 && opcode <= 0x57) return wide_form(M::Push, Zv);
    if (opcode >= 0x58 && opcode <= 0x5f) return wide_form(M::Pop, Zv);
    if (opcode >= 0x70 && opcode <= 0x7f) return wide_form(M::Jcc, Jb);
    if (opcode >= 0x91 && opcode <= 0x97) return form(M::Xchg, Zv, AccumulatorV);
    if (opcode >= 0xb0 && opcode <= 0xb7) return form(M::Mov, Zb, Ib);
    if (opcode >= 0xb8 && opcode <= 0xbf) return form(M::Mov, Zv, Iv);
    if (opcode >= 0xd8 && opcode <= 0xdf) return x87_form(opcode, context);
    switch (opcode) {
        case 0x63: return form(M::Movsxd, Gv, Ed);
        case 0x68: return wide_form(M::Push, Iz);
        case 0x69: return form(M::Imul, Gv, Ev, Iz);
        case 0x6a: return wide_form(M::Push, IbSigned);
        case 0x6b: return form(M::Imul, Gv, Ev, IbSigned);
        case 0x80: return form(mnemonic_after(M::Add, reg), Eb, Ib);
        case 0x81: return form(mnemonic_after(M::Add, reg), Ev, Iz);
        case 0x83: return form(mnemonic_after(M::Add, reg), Ev, IbSigned);
        case 0x84: return form(M::Test, Eb, Gb);
        case 0x85: return form(M::Test, Ev, Gv);
        case 0x86: return form(M::Xchg, Eb, Gb);
        case 0x87: return form(M::Xchg, Ev, Gv);
        case 0x88: return form(M::Mov, Eb, Gb);
        case 0x89: return form(M::Mov, Ev, Gv);
        case 0x8a: return form(M::Mov, Gb, Eb);
        case 0x8b: return form(M::Mov, Gv, Ev);
        case 0x8d: return form(M::Lea, Gv, Maddress);
        case 0x8f: return reg == 0 ? wide_form(M::Pop, Ev) : Form{};
        case 0x90: return nop_form(context);
        case 0x98: return form(M::Cwde);
        case 0x99: return form(M::Cdq);
        case 0x9b: return form(M::Fwait);
        case 0x9c: return wide_form(M::Pushf);
        case 0x9d: return wide_form(M::Popf);
        case 0x9e: return form(M::Sahf);
        case 0x9f: return form(M::Lahf);
        case 0xa0: return form(M::Mov, AccumulatorB, Ob);
        case 0xa1: return form(M::Mov, AccumulatorV, Ov);
        case 0xa2: return form(M::Mov, Ob, AccumulatorB);
        case 0xa3: return form(M::Mov, Ov, AccumulatorV);
        case 0xa4: return form(M::Movs, StringB);
        case 0xa5: return form(M::Movs);
        case 0xa6: return form(M::Cmps, StringB);
        case 0xa7: return form(M::Cmps);
        case 0xa8: return form(M::Test, AccumulatorB, Ib);
        case 0xa9: return form(M::Test, AccumulatorV, Iz);
        case 0xaa: return form(M::Stos, StringB);
        case 0xab: return form(M::Stos);
        case 0xac: return form(M::Lods, StringB);
        case 0xad: return form(M::Lods);
        case 0xae: return form(M::Scas, StringB);
        case 0xaf: return form(M::Scas);
        case 0xc0: return form(mnemonic_after(M::Rol, reg), Eb, Ib);
        case 0xc1: return form(mnemonic_after(M::Rol, reg), Ev, Ib);
        case 0xc2: return wide_form(M::Ret, Iw);
        case 0xc3: return wide_form(M::Ret);
        case 0xc6: return reg == 0 ? form(M::Mov, Eb, Ib) : Form{};
        case 0xc7: return reg == 0 ? form(M::Mov, Ev, Iz) : Form{};
        case 0xc8: return wide_form(M::Enter, Iw, Ib);
        case 0xc9: return wide_form(M::Leave);
        case 0xcc: return form(M::Int3);
        case 0xcd: return form(M::Int, Ib);
        case 0xd0: return form(mnemonic_after(M::Rol, reg), Eb, One);
        case 0xd1: return form(mnemonic_after(M::Rol, reg), Ev, One);
        case 0xd2: return form(mnemonic_after(M::Rol, reg), Eb, CountCl);
        case 0xd3: return form(mnemonic_after(M::Rol, reg), Ev, CountCl);
        case 0xd7: return form(M::Xlat);
        case 0xe0: return wide_form(M::Loopne, Jb);
        case 0xe1: return wide_form(M::Loope, Jb);
        case 0xe2: return wide_form(M::Loop, Jb);
        case 0xe3: return wide_form(M::Jrcxz, Jb);
        case 0xe4: return form(M::In, AccumulatorB, Ib);
        case 0xe5: return form(M::In, AccumulatorV, Ib);
        case 0xe6: return form(M::Out, Ib, AccumulatorB);
        case 0xe7: return form(M::Out, Ib, AccumulatorV);
        case 0xe8: return wide_form(M::Call, Jz);
        case 0xe9: return wide_form(M::Jmp, Jz);
        case 0xeb: return wide_form(M::Jmp, Jb);
        case 0xec: return form(M::In, AccumulatorB, PortDx);
        case 0xed: return form(M::In, AccumulatorV, PortDx);
        case 0xee: return form(M::Out, PortDx, AccumulatorB);
        case 0xef: return form(M::Out, PortDx, AccumulatorV);
        case 0xf4: return form(M::Hlt);
        case 0xf5: return form(M::Cmc);
        case 0xf6: return group3(Eb, Ib, reg);
        case 0xf7: return group3(Ev, Iz, reg);
        case 0xf8: return form(M::Clc);
        case 0xf9: return form(M::Stc);
        case 0xfa: return form(M::Cli);
        case 0xfb: return form(M::Sti);
        case 0xfc: return form(M::Cld);
        case 0xfd: return form(M::Std);
        case 0xfe: return reg < 2 ? form(mnemonic_after(M::Inc, reg), Eb) : Form{};
        case 0xff: return group5(reg);
        default: return {};
    }
}

}  // namespace faultline::cpu
