/// The instructions the CPU knows, each with its Intel name. One list makes the enumeration and the names, so they
/// cannot drift; that is why it is a macro.
#pragma once

#include <cstdint>
#include <string_view>

namespace faultline::cpu {

// clang-format off
#define FAULTLINE_MNEMONICS(X) \
  /* The eight of opcodes 00..3f, then the eight of the shift group, in encoding order. */ \
  X(Add, "add") X(Or, "or") X(Adc, "adc") X(Sbb, "sbb") X(And, "and") X(Sub, "sub") X(Xor, "xor") X(Cmp, "cmp") \
  X(Test, "test") \
  X(Rol, "rol") X(Ror, "ror") X(Rcl, "rcl") X(Rcr, "rcr") X(Shl, "shl") X(Shr, "shr") X(Sal, "sal") X(Sar, "sar") \
  X(Inc, "inc") X(Dec, "dec") X(Not, "not") X(Neg, "neg") X(Mul, "mul") X(Imul, "imul") X(Div, "div") X(Idiv, "idiv") \
  X(Mov, "mov") X(Movzx, "movzx") X(Movsx, "movsx") X(Movsxd, "movsxd") X(Lea, "lea") X(Xchg, "xchg") X(Xadd, "xadd") \
  X(Cmpxchg, "cmpxchg") X(Cmpxchg8b, "cmpxchg8b") X(Cmpxchg16b, "cmpxchg16b") X(Bswap, "bswap") \
  X(Bt, "bt") X(Bts, "bts") X(Btr, "btr") X(Btc, "btc") X(Bsf, "bsf") X(Bsr, "bsr") X(Tzcnt, "tzcnt") X(Lzcnt, "lzcnt") \
  X(Popcnt, "popcnt") X(Shld, "shld") X(Shrd, "shrd") \
  X(Jcc, "j") X(Setcc, "set") X(Cmovcc, "cmov") X(Jmp, "jmp") X(Call, "call") X(Ret, "ret") X(Jrcxz, "jrcxz") \
  X(Loop, "loop") X(Loope, "loope") X(Loopne, "loopne") \
  X(Push, "push") X(Pop, "pop") X(Pushf, "pushfq") X(Popf, "popfq") X(Enter, "enter") X(Leave, "leave") \
  /* Sign extensions of the accumulator: the names by operand size 16, 32, 64 are in the disassembler. */ \
  X(Cwde, "cwde") X(Cdq, "cdq") \
  X(Lahf, "lahf") X(Sahf, "sahf") X(Clc, "clc") X(Stc, "stc") X(Cmc, "cmc") X(Cld, "cld") X(Std, "std") X(Xlat, "xlat") \
  X(Nop, "nop") X(Pause, "pause") X(Endbr64, "endbr64") X(Fwait, "fwait") \
  X(Mfence, "mfence") X(Lfence, "lfence") X(Sfence, "sfence") X(Clflush, "clflush") \
  X(Syscall, "syscall") X(Cpuid, "cpuid") X(Rdtsc, "rdtsc") X(Rdtscp, "rdtscp") X(Int3, "int3") X(Ud2, "ud2") \
  /* What user mode may not do. */ \
  X(Hlt, "hlt") X(Cli, "cli") X(Sti, "sti") X(In, "in") X(Out, "out") X(Int, "int") \
  /* String instructions: the suffix b, w, d or q is added by operand size. */ \
  X(Movs, "movs") X(Cmps, "cmps") X(Stos, "stos") X(Lods, "lods") X(Scas, "scas") \
  /* SSE moves */ \
  X(Movss, "movss") X(MovsdXmm, "movsd") X(Movups, "movups") X(Movupd, "movupd") X(Movaps, "movaps") X(Movapd, "movapd") \
  X(Movdqa, "movdqa") X(Movdqu, "movdqu") X(Movd, "movd") X(Movq, "movq") X(Movlps, "movlps") X(Movlpd, "movlpd") \
  X(Movhps, "movhps") X(Movhpd, "movhpd") X(Movhlps, "movhlps") X(Movlhps, "movlhps") X(Movnti, "movnti") \
  X(Movntdq, "movntdq") X(Movntps, "movntps") X(Movmskps, "movmskps") X(Movmskpd, "movmskpd") X(Pmovmskb, "pmovmskb") \
  X(Ldmxcsr, "ldmxcsr") X(Stmxcsr, "stmxcsr") \
  /* SSE scalar arithmetic */ \
  X(Addss, "addss") X(Mulss, "mulss") X(Subss, "subss") X(Minss, "minss") X(Divss, "divss") X(Maxss, "maxss") X(Sqrtss, "sqrtss") \
  X(Addsd, "addsd") X(Mulsd, "mulsd") X(Subsd, "subsd") X(Minsd, "minsd") X(Divsd, "divsd") X(Maxsd, "maxsd") X(Sqrtsd, "sqrtsd") \
  X(Ucomiss, "ucomiss") X(Ucomisd, "ucomisd") X(Comiss, "comiss") X(Comisd, "comisd") \
  X(Cmpss, "cmpss") X(Cmpsd, "cmpsd") \
  X(Cvtsi2ss, "cvtsi2ss") X(Cvtsi2sd, "cvtsi2sd") X(Cvttss2si, "cvttss2si") X(Cvttsd2si, "cvttsd2si") X(Cvtss2si, "cvtss2si") \
  X(Cvtsd2si, "cvtsd2si") X(Cvtss2sd, "cvtss2sd") X(Cvtsd2ss, "cvtsd2ss") X(Cvtps2pd, "cvtps2pd") X(Cvtpd2ps, "cvtpd2ps") \
  X(Cvtdq2ps, "cvtdq2ps") X(Cvtps2dq, "cvtps2dq") X(Cvttps2dq, "cvttps2dq") X(Cvtdq2pd, "cvtdq2pd") X(Cvtpd2dq, "cvtpd2dq") \
  X(Cvttpd2dq, "cvttpd2dq") \
  /* SSE packed float */ \
  X(Addps, "addps") X(Mulps, "mulps") X(Subps, "subps") X(Minps, "minps") X(Divps, "divps") X(Maxps, "maxps") X(Sqrtps, "sqrtps") \
  X(Addpd, "addpd") X(Mulpd, "mulpd") X(Subpd, "subpd") X(Minpd, "minpd") X(Divpd, "divpd") X(Maxpd, "maxpd") X(Sqrtpd, "sqrtpd") \
  X(Cmpps, "cmpps") X(Cmppd, "cmppd") \
  X(Andps, "andps") X(Andnps, "andnps") X(Orps, "orps") X(Xorps, "xorps") X(Andpd, "andpd") X(Andnpd, "andnpd") X(Orpd, "orpd") \
  X(Xorpd, "xorpd") X(Unpcklps, "unpcklps") X(Unpckhps, "unpckhps") X(Unpcklpd, "unpcklpd") X(Unpckhpd, "unpckhpd") \
  X(Shufps, "shufps") X(Shufpd, "shufpd") \
  /* SSE2 integers */ \
  X(Pand, "pand") X(Pandn, "pandn") X(Por, "por") X(Pxor, "pxor") X(Paddb, "paddb") X(Paddw, "paddw") X(Paddd, "paddd") X(Paddq, "paddq") \
  X(Psubb, "psubb") X(Psubw, "psubw") X(Psubd, "psubd") X(Psubq, "psubq") X(Pcmpeqb, "pcmpeqb") X(Pcmpeqw, "pcmpeqw") \
  X(Pcmpeqd, "pcmpeqd") X(Pcmpgtb, "pcmpgtb") X(Pcmpgtw, "pcmpgtw") X(Pcmpgtd, "pcmpgtd") X(Pminub, "pminub") X(Pmaxub, "pmaxub") \
  X(Pminsw, "pminsw") X(Pmaxsw, "pmaxsw") X(Pmullw, "pmullw") X(Pmulhw, "pmulhw") X(Pmulhuw, "pmulhuw") X(Pmuludq, "pmuludq") \
  X(Pmaddwd, "pmaddwd") X(Pavgb, "pavgb") X(Pavgw, "pavgw") X(Psadbw, "psadbw") X(Paddusb, "paddusb") X(Paddusw, "paddusw") \
  X(Psubusb, "psubusb") X(Psubusw, "psubusw") X(Paddsb, "paddsb") X(Paddsw, "paddsw") X(Psubsb, "psubsb") X(Psubsw, "psubsw") \
  X(Punpcklbw, "punpcklbw") X(Punpcklwd, "punpcklwd") X(Punpckldq, "punpckldq") X(Punpcklqdq, "punpcklqdq") X(Punpckhbw, "punpckhbw") \
  X(Punpckhwd, "punpckhwd") X(Punpckhdq, "punpckhdq") X(Punpckhqdq, "punpckhqdq") X(Packsswb, "packsswb") X(Packssdw, "packssdw") \
  X(Packuswb, "packuswb") X(Pshufd, "pshufd") X(Pshuflw, "pshuflw") X(Pshufhw, "pshufhw") X(Pinsrw, "pinsrw") X(Pextrw, "pextrw") \
  X(Psllw, "psllw") X(Pslld, "pslld") X(Psllq, "psllq") X(Psrlw, "psrlw") X(Psrld, "psrld") X(Psrlq, "psrlq") X(Psraw, "psraw") \
  X(Psrad, "psrad") X(Pslldq, "pslldq") X(Psrldq, "psrldq") \
  /* x87, the six arithmetic ones in encoding order of /0 /1 /4 /5 /6 /7 */ \
  X(Fadd, "fadd") X(Fmul, "fmul") X(Fsub, "fsub") X(Fsubr, "fsubr") X(Fdiv, "fdiv") X(Fdivr, "fdivr") \
  X(Fiadd, "fiadd") X(Fimul, "fimul") X(Fisub, "fisub") X(Fisubr, "fisubr") X(Fidiv, "fidiv") X(Fidivr, "fidivr") \
  X(Faddp, "faddp") X(Fmulp, "fmulp") X(Fsubp, "fsubp") X(Fsubrp, "fsubrp") X(Fdivp, "fdivp") X(Fdivrp, "fdivrp") \
  X(Fcom, "fcom") X(Fcomp, "fcomp") X(Fcompp, "fcompp") X(Fucom, "fucom") X(Fucomp, "fucomp") X(Fucompp, "fucompp") \
  X(Ficom, "ficom") X(Ficomp, "ficomp") X(Fcomi, "fcomi") X(Fcomip, "fcomip") X(Fucomi, "fucomi") X(Fucomip, "fucomip") \
  X(Fld, "fld") X(Fst, "fst") X(Fstp, "fstp") X(Fild, "fild") X(Fist, "fist") X(Fistp, "fistp") X(Fisttp, "fisttp") \
  X(Fld1, "fld1") X(Fldl2t, "fldl2t") X(Fldl2e, "fldl2e") X(Fldpi, "fldpi") X(Fldlg2, "fldlg2") X(Fldln2, "fldln2") X(Fldz, "fldz") \
  X(Fxch, "fxch") X(Fchs, "fchs") X(Fabs, "fabs") X(Ftst, "ftst") X(Fxam, "fxam") X(Fsqrt, "fsqrt") X(Frndint, "frndint") \
  X(Fprem, "fprem") X(Fscale, "fscale") \
  X(Fincstp, "fincstp") X(Fdecstp, "fdecstp") X(Ffree, "ffree") X(Fnop, "fnop") X(Fcmov, "fcmov") \
  X(Fnstsw, "fnstsw") X(Fnstcw, "fnstcw") X(Fldcw, "fldcw") X(Fninit, "fninit") X(Fnclex, "fnclex")
// clang-format on

enum class Mnemonic : uint16_t {
#define FAULTLINE_ENUMERATOR(name, text) name,
    FAULTLINE_MNEMONICS(FAULTLINE_ENUMERATOR)
#undef FAULTLINE_ENUMERATOR
};

/// The Intel name; for Jcc, Setcc, Cmovcc without the condition, for string instructions without the size.
[[nodiscard]] std::string_view mnemonic_name(Mnemonic mnemonic);

/// The mnemonic `steps` after `first` in the list above; for families that the encoding numbers.
[[nodiscard]] constexpr Mnemonic mnemonic_after(Mnemonic first, uint32_t steps) {
    return static_cast<Mnemonic>(static_cast<uint32_t>(first) + steps);
}

}  // namespace faultline::cpu
