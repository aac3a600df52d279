/// SSE and SSE2 opcodes after 0F. MMX registers are not modelled, so their forms are unknown opcodes.
/// Source: Intel SDM volume 2, appendix A, table A-3.
#include "engine/cpu/opcode_form.hpp"

namespace faultline::cpu {

namespace {
using enum Spec;
using M = Mnemonic;

/// One of four forms, by mandatory prefix.
Form by_prefix(const OpcodeContext& context, Form none, Form p66, Form pf3, Form pf2) {
    switch (context.prefix) {
        case Mandatory::None: return none;
        case Mandatory::P66: return p66;
        case Mandatory::PF3: return pf3;
        case Mandatory::PF2: return pf2;
    }
    return {};
}

/// The usual four of float arithmetic: packed single, packed double, scalar single, scalar double.
Form floats(const OpcodeContext& context, Mnemonic ps, Mnemonic pd, Mnemonic ss, Mnemonic sd, Spec third = None) {
    return by_prefix(context, form(ps, V, Wx, third), form(pd, V, Wx, third), form(ss, V, Wd, third),
                     form(sd, V, Wq, third));
}

Form packed_floats(const OpcodeContext& context, Mnemonic ps, Mnemonic pd, Spec third = None) {
    return by_prefix(context, form(ps, V, Wx, third), form(pd, V, Wx, third), {}, {});
}

Form integers(const OpcodeContext& context, Mnemonic mnemonic, Spec third = None) {
    return context.prefix == Mandatory::P66 ? form(mnemonic, V, Wx, third) : Form{};
}

Form shift_group(uint8_t opcode, const OpcodeContext& context) {
    if (context.prefix != Mandatory::P66 || !context.is_register()) return {};
    const uint32_t reg = context.reg();
    if (opcode == 0x71 && (reg == 2 || reg == 4 || reg == 6))
        return form(reg == 2 ? M::Psrlw : reg == 4 ? M::Psraw : M::Psllw, U, Ib);
    if (opcode == 0x72 && (reg == 2 || reg == 4 || reg == 6))
        return form(reg == 2 ? M::Psrld : reg == 4 ? M::Psrad : M::Pslld, U, Ib);
    if (opcode != 0x73) return {};
    if (reg == 2) return form(M::Psrlq, U, Ib);
    if (reg == 3) return form(M::Psrldq, U, Ib);
    if (reg == 6) return form(M::Psllq, U, Ib);
    if (reg == 7) return form(M::Pslldq, U, Ib);
    return {};
}

Form move_form(uint8_t opcode, const OpcodeContext& context) {
    const bool registers = context.is_register();
    const Mnemonic general = context.rex_w() ? M::Movq : M::Movd;
    const bool p66 = context.prefix == Mandatory::P66;
    switch (opcode) {
        case 0x10: return floats(context, M::Movups, M::Movupd, M::Movss, M::MovsdXmm);
        case 0x11:
            return by_prefix(context, form(M::Movups, Wx, V), form(M::Movupd, Wx, V), form(M::Movss, Wd, V),
                             form(M::MovsdXmm, Wq, V));
        case 0x12:
            if (registers) return by_prefix(context, form(M::Movhlps, V, U), {}, {}, {});
            return by_prefix(context, form(M::Movlps, V, Mq), form(M::Movlpd, V, Mq), {}, {});
        case 0x13: return by_prefix(context, form(M::Movlps, Mq, V), form(M::Movlpd, Mq, V), {}, {});
        case 0x16:
            if (registers) return by_prefix(context, form(M::Movlhps, V, U), {}, {}, {});
            return by_prefix(context, form(M::Movhps, V, Mq), form(M::Movhpd, V, Mq), {}, {});
        case 0x17: return by_prefix(context, form(M::Movhps, Mq, V), form(M::Movhpd, Mq, V), {}, {});
        case 0x28: return packed_floats(context, M::Movaps, M::Movapd);
        case 0x29: return by_prefix(context, form(M::Movaps, Wx, V), form(M::Movapd, Wx, V), {}, {});
        case 0x2b: return by_prefix(context, form(M::Movntps, Mx, V), form(M::Movntps, Mx, V), {}, {});
        case 0x50:
            return registers ? by_prefix(context, form(M::Movmskps, Gd, U), form(M::Movmskpd, Gd, U), {}, {}) : Form{};
        case 0x6e: return p66 ? form(general, V, Ey) : Form{};
        case 0x6f: return by_prefix(context, {}, form(M::Movdqa, V, Wx), form(M::Movdqu, V, Wx), {});
        case 0x7e: return by_prefix(context, {}, form(general, Ey, V), form(M::Movq, V, Wq), {});
        case 0x7f: return by_prefix(context, {}, form(M::Movdqa, Wx, V), form(M::Movdqu, Wx, V), {});
        case 0xd6: return p66 ? form(M::Movq, Wq, V) : Form{};
        case 0xd7: return p66 && registers ? form(M::Pmovmskb, Gd, U) : Form{};
        case 0xe7: return p66 && !registers ? form(M::Movntdq, Mx, V) : Form{};
        case 0xc4: return p66 ? form(M::Pinsrw, V, registers ? Ed : Mw, Ib) : Form{};
        case 0xc5: return p66 && registers ? form(M::Pextrw, Gd, U, Ib) : Form{};
        default: return {};
    }
}

Form conversion_form(uint8_t opcode, const OpcodeContext& context) {
    switch (opcode) {
        case 0x2a: return by_prefix(context, {}, {}, form(M::Cvtsi2ss, V, Ey), form(M::Cvtsi2sd, V, Ey));
        case 0x2c: return by_prefix(context, {}, {}, form(M::Cvttss2si, Gy, Wd), form(M::Cvttsd2si, Gy, Wq));
        case 0x2d: return by_prefix(context, {}, {}, form(M::Cvtss2si, Gy, Wd), form(M::Cvtsd2si, Gy, Wq));
        case 0x5a:
            return by_prefix(context, form(M::Cvtps2pd, V, Wq), form(M::Cvtpd2ps, V, Wx), form(M::Cvtss2sd, V, Wd),
                             form(M::Cvtsd2ss, V, Wq));
        case 0x5b:
            return by_prefix(context, form(M::Cvtdq2ps, V, Wx), form(M::Cvtps2dq, V, Wx), form(M::Cvttps2dq, V, Wx),
                             {});
        case 0xe6:
            return by_prefix(context, {}, form(M::Cvttpd2dq, V, Wx), form(M::Cvtdq2pd, V, Wq),
                             form(M::Cvtpd2dq, V, Wx));
        default: return {};
    }
}

Form float_form(uint8_t opcode, const OpcodeContext& context) {
    switch (opcode) {
        case 0x14: return packed_floats(context, M::Unpcklps, M::Unpcklpd);
        case 0x15: return packed_floats(context, M::Unpckhps, M::Unpckhpd);
        case 0x2e: return by_prefix(context, form(M::Ucomiss, V, Wd), form(M::Ucomisd, V, Wq), {}, {});
        case 0x2f: return by_prefix(context, form(M::Comiss, V, Wd), form(M::Comisd, V, Wq), {}, {});
        case 0x51: return floats(context, M::Sqrtps, M::Sqrtpd, M::Sqrtss, M::Sqrtsd);
        case 0x54: return packed_floats(context, M::Andps, M::Andpd);
        case 0x55: return packed_floats(context, M::Andnps, M::Andnpd);
        case 0x56: return packed_floats(context, M::Orps, M::Orpd);
        case 0x57: return packed_floats(context, M::Xorps, M::Xorpd);
        case 0x58: return floats(context, M::Addps, M::Addpd, M::Addss, M::Addsd);
        case 0x59: return floats(context, M::Mulps, M::Mulpd, M::Mulss, M::Mulsd);
        case 0x5c: return floats(context, M::Subps, M::Subpd, M::Subss, M::Subsd);
        case 0x5d: return floats(context, M::Minps, M::Minpd, M::Minss, M::Minsd);
        case 0x5e: return floats(context, M::Divps, M::Divpd, M::Divss, M::Divsd);
        case 0x5f: return floats(context, M::Maxps, M::Maxpd, M::Maxss, M::Maxsd);
        case 0xc2: return floats(context, M::Cmpps, M::Cmppd, M::Cmpss, M::Cmpsd, Ib);
        case 0xc6: return packed_floats(context, M::Shufps, M::Shufpd, Ib);
        default: return {};
    }
}

Mnemonic integer_mnemonic(uint8_t opcode) {
    switch (opcode) {
        case 0x60: return M::Punpcklbw;
        case 0x61: return M::Punpcklwd;
        case 0x62: return M::Punpckldq;
        case 0x63: return M::Packsswb;
        case 0x64: return M::Pcmpgtb;
        case 0x65: return M::Pcmpgtw;
        case 0x66: return M::Pcmpgtd;
        case 0x67: return M::Packuswb;
        case 0x68: return M::Punpckhbw;
        case 0x69: return M::Punpckhwd;
        case 0x6a: return M::Punpckhdq;
        case 0x6b: return M::Packssdw;
        case 0x6c: return M::Punpcklqdq;
        case 0x6d: return M::Punpckhqdq;
        case 0x74: return M::Pcmpeqb;
        case 0x75: return M::Pcmpeqw;
        case 0x76: return M::Pcmpeqd;
        case 0xd1: return M::Psrlw;
        case 0xd2: return M::Psrld;
        case 0xd3: return M::Psrlq;
        case 0xd4: return M::Paddq;
        case 0xd5: return M::Pmullw;
        case 0xd8: return M::Psubusb;
        case 0xd9: return M::Psubusw;
        case 0xda: return M::Pminub;
        case 0xdb: return M::Pand;
        case 0xdc: return M::Paddusb;
        case 0xdd: return M::Paddusw;
        case 0xde: return M::Pmaxub;
        case 0xdf: return M::Pandn;
        case 0xe0: return M::Pavgb;
        case 0xe1: return M::Psraw;
        case 0xe2: return M::Psrad;
        case 0xe3: return M::Pavgw;
        case 0xe4: return M::Pmulhuw;
        case 0xe5: return M::Pmulhw;
        case 0xe8: return M::Psubsb;
        case 0xe9: return M::Psubsw;
        case 0xea: return M::Pminsw;
        case 0xeb: return M::Por;
        case 0xec: return M::Paddsb;
        case 0xed: return M::Paddsw;
        case 0xee: return M::Pmaxsw;
        case 0xef: return M::Pxor;
        case 0xf1: return M::Psllw;
        case 0xf2: return M::Pslld;
        case 0xf3: return M::Psllq;
        case 0xf4: return M::Pmuludq;
        case 0xf5: return M::Pmaddwd;
        case 0xf6: return M::Psadbw;
        case 0xf8: return M::Psubb;
        case 0xf9: return M::Psubw;
        case 0xfa: return M::Psubd;
        case 0xfb: return M::Psubq;
        case 0xfc: return M::Paddb;
        case 0xfd: return M::Paddw;
        case 0xfe: return M::Paddd;
        default: return M::Ud2;
    }
}
}  // namespace

Form sse_form(uint8_t opcode, const OpcodeContext& context) {
    if (opcode >= 0x71 && opcode <= 0x73) return shift_group(opcode, context);
    if (opcode == 0x70) {
        return by_prefix(context, {}, form(M::Pshufd, V, Wx, Ib), form(M::Pshufhw, V, Wx, Ib),
                         form(M::Pshuflw, V, Wx, Ib));
    }
    for (const Form& candidate :
         {move_form(opcode, context), conversion_form(opcode, context), float_form(opcode, context)}) {
        if (candidate.known) return candidate;
    }
    const Mnemonic mnemonic = integer_mnemonic(opcode);
    return mnemonic == M::Ud2 ? Form{} : integers(context, mnemonic);
}

}  // namespace faultline::cpu
