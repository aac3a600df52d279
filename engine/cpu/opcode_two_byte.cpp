/// Opcodes after 0F that are not SSE. Source: Intel SDM volume 2, appendix A, table A-3.
#include "engine/cpu/opcode_form.hpp"

namespace faultline::cpu {

namespace {
using enum Spec;
using M = Mnemonic;

Form group_system(const OpcodeContext& context) {
    if (context.modrm == 0xf9) return form(M::Rdtscp);
    return {};
}

Form group8(uint32_t reg) { return reg < 4 ? Form{} : form(mnemonic_after(M::Bt, reg - 4), Ev, Ib); }

Form group9(const OpcodeContext& context) {
    if (context.is_register() || context.reg() != 1) return {};
    return context.rex_w() ? form(M::Cmpxchg16b, Mx) : form(M::Cmpxchg8b, Mq);
}

Form group15(const OpcodeContext& context) {
    if (context.prefix != Mandatory::None) return {};
    if (context.is_register()) {
        if (context.reg() == 5) return form(M::Lfence);
        if (context.reg() == 6) return form(M::Mfence);
        if (context.reg() == 7) return form(M::Sfence);
        return {};
    }
    if (context.reg() == 2) return form(M::Ldmxcsr, Md);
    if (context.reg() == 3) return form(M::Stmxcsr, Md);
    if (context.reg() == 7) return form(M::Clflush, Mb);
    return {};
}

Form hint_nop(uint8_t opcode, const OpcodeContext& context) {
    if (opcode == 0x1e && context.prefix == Mandatory::PF3 && context.modrm == 0xfa) return form(M::Endbr64);
    return form(M::Nop, Ev);
}
}  // namespace

Form two_byte_form(uint8_t opcode, const OpcodeContext& context) {
    const bool f3 = context.prefix == Mandatory::PF3;
    if (opcode >= 0x18 && opcode <= 0x1f) return hint_nop(opcode, context);
    if (opcode >= 0x40 && opcode <= 0x4f) return form(M::Cmovcc, Gv, Ev);
    if (opcode >= 0x80 && opcode <= 0x8f) return wide_form(M::Jcc, Jz);
    if (opcode >= 0x90 && opcode <= 0x9f) return form(M::Setcc, Eb);
    if (opcode >= 0xc8 && opcode <= 0xcf) return form(M::Bswap, Zv);
    switch (opcode) {
        case 0x01: return group_system(context);
        case 0x05: return form(M::Syscall);
        case 0x0b: return form(M::Ud2);
        case 0x0d: return context.is_register() ? Form{} : form(M::Nop, Ev);
        case 0x31: return form(M::Rdtsc);
        case 0xa2: return form(M::Cpuid);
        case 0xa3: return form(M::Bt, Ev, Gv);
        case 0xa4: return form(M::Shld, Ev, Gv, Ib);
        case 0xa5: return form(M::Shld, Ev, Gv, CountCl);
        case 0xab: return form(M::Bts, Ev, Gv);
        case 0xac: return form(M::Shrd, Ev, Gv, Ib);
        case 0xad: return form(M::Shrd, Ev, Gv, CountCl);
        case 0xae: return group15(context);
        case 0xaf: return form(M::Imul, Gv, Ev);
        case 0xb0: return form(M::Cmpxchg, Eb, Gb);
        case 0xb1: return form(M::Cmpxchg, Ev, Gv);
        case 0xb3: return form(M::Btr, Ev, Gv);
        case 0xb6: return form(M::Movzx, Gv, Eb);
        case 0xb7: return form(M::Movzx, Gv, Ew);
        case 0xb8: return f3 ? form(M::Popcnt, Gv, Ev) : Form{};
        case 0xba: return group8(context.reg());
        case 0xbb: return form(M::Btc, Ev, Gv);
        case 0xbc: return form(f3 ? M::Tzcnt : M::Bsf, Gv, Ev);
        case 0xbd: return form(f3 ? M::Lzcnt : M::Bsr, Gv, Ev);
        case 0xbe: return form(M::Movsx, Gv, Eb);
        case 0xbf: return form(M::Movsx, Gv, Ew);
        case 0xc0: return form(M::Xadd, Eb, Gb);
        case 0xc1: return form(M::Xadd, Ev, Gv);
        case 0xc3: return context.is_register() ? Form{} : form(M::Movnti, Ey, Gy);
        case 0xc7: return group9(context);
        default: return sse_form(opcode, context);
    }
}

}  // namespace faultline::cpu
