/// Opcodes D8..DF. Source: Intel SDM volume 2, appendix A.5. Transcendentals, BCD and environment saves are unknown
/// opcodes.
#include "engine/cpu/opcode_form.hpp"

namespace faultline::cpu {

namespace {
using enum Spec;
using M = Mnemonic;

constexpr Mnemonic kFloat[] = {M::Fadd, M::Fmul, M::Fcom, M::Fcomp, M::Fsub, M::Fsubr, M::Fdiv, M::Fdivr};
constexpr Mnemonic kInteger[] = {M::Fiadd, M::Fimul, M::Ficom, M::Ficomp, M::Fisub, M::Fisubr, M::Fidiv, M::Fidivr};

Form memory_form(uint8_t opcode, uint32_t reg) {
    constexpr Mnemonic kStore[] = {M::Fild, M::Fisttp, M::Fist, M::Fistp};
    switch (opcode) {
        case 0xd8: return form(kFloat[reg], Md);
        case 0xdc: return form(kFloat[reg], Mq);
        case 0xda: return form(kInteger[reg], Md);
        case 0xde: return form(kInteger[reg], Mw);
        case 0xd9:
            if (reg == 0) return form(M::Fld, Md);
            if (reg == 2) return form(M::Fst, Md);
            if (reg == 3) return form(M::Fstp, Md);
            if (reg == 5) return form(M::Fldcw, Mw);
            if (reg == 7) return form(M::Fnstcw, Mw);
            return {};
        case 0xdb:
            if (reg < 4) return form(kStore[reg], Md);
            if (reg == 5) return form(M::Fld, Mt);
            if (reg == 7) return form(M::Fstp, Mt);
            return {};
        case 0xdd:
            if (reg == 0) return form(M::Fld, Mq);
            if (reg == 1) return form(M::Fisttp, Mq);
            if (reg == 2) return form(M::Fst, Mq);
            if (reg == 3) return form(M::Fstp, Mq);
            if (reg == 7) return form(M::Fnstsw, Mw);
            return {};
        default:
            if (reg < 4) return form(kStore[reg], Mw);
            if (reg == 5) return form(M::Fild, Mq);
            if (reg == 7) return form(M::Fistp, Mq);
            return {};
    }
}

Form d9_form(const OpcodeContext& context) {
    switch (context.modrm) {
        case 0xd0: return form(M::Fnop);
        case 0xe0: return form(M::Fchs);
        case 0xe1: return form(M::Fabs);
        case 0xe4: return form(M::Ftst);
        case 0xe5: return form(M::Fxam);
        case 0xf6: return form(M::Fdecstp);
        case 0xf7: return form(M::Fincstp);
        case 0xf8: return form(M::Fprem);
        case 0xfa: return form(M::Fsqrt);
        case 0xfc: return form(M::Frndint);
        case 0xfd: return form(M::Fscale);
        default: break;
    }
    if (context.modrm >= 0xe8 && context.modrm <= 0xee) return form(mnemonic_after(M::Fld1, context.rm()));
    if (context.reg() == 0) return form(M::Fld, StackIndex);
    if (context.reg() == 1) return form(M::Fxch, StackIndex);
    return {};
}

/// DC and DE: the destination is ST(i), and the plain and reversed forms of subtract and divide change places.
Form reversed_form(bool pop, uint32_t reg) {
    constexpr Mnemonic kPlain[] = {M::Fadd, M::Fmul, M::Ud2, M::Ud2, M::Fsubr, M::Fsub, M::Fdivr, M::Fdiv};
    constexpr Mnemonic kPop[] = {M::Faddp, M::Fmulp, M::Ud2, M::Ud2, M::Fsubrp, M::Fsubp, M::Fdivrp, M::Fdivp};
    if (reg == 2 || reg == 3) return {};
    return form(pop ? kPop[reg] : kPlain[reg], StackIndex, StackTop);
}

Form register_form(uint8_t opcode, const OpcodeContext& context) {
    const uint32_t reg = context.reg();
    switch (opcode) {
        case 0xd8: return form(kFloat[reg], StackTop, StackIndex);
        case 0xd9: return d9_form(context);
        case 0xda:
            if (context.modrm == 0xe9) return form(M::Fucompp);
            return reg < 4 ? form(M::Fcmov, StackTop, StackIndex) : Form{};
        case 0xdb:
            if (context.modrm == 0xe2) return form(M::Fnclex);
            if (context.modrm == 0xe3) return form(M::Fninit);
            if (reg == 5) return form(M::Fucomi, StackTop, StackIndex);
            if (reg == 6) return form(M::Fcomi, StackTop, StackIndex);
            return reg < 4 ? form(M::Fcmov, StackTop, StackIndex) : Form{};
        case 0xdc: return reversed_form(false, reg);
        case 0xdd:
            if (reg == 0) return form(M::Ffree, StackIndex);
            if (reg == 2) return form(M::Fst, StackIndex);
            if (reg == 3) return form(M::Fstp, StackIndex);
            if (reg == 4) return form(M::Fucom, StackIndex);
            if (reg == 5) return form(M::Fucomp, StackIndex);
            return {};
        case 0xde:
            if (context.modrm == 0xd9) return form(M::Fcompp);
            return reversed_form(true, reg);
        default:
            if (context.modrm == 0xe0) return form(M::Fnstsw, AccumulatorW);
            if (reg == 5) return form(M::Fucomip, StackTop, StackIndex);
            if (reg == 6) return form(M::Fcomip, StackTop, StackIndex);
            return {};
    }
}
}  // namespace

Form x87_form(uint8_t opcode, const OpcodeContext& context) {
    return context.is_register() ? register_form(opcode, context) : memory_form(opcode, context.reg());
}

}  // namespace faultline::cpu
