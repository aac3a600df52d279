/// MOVS, CMPS, STOS, LODS and SCAS, with and without a repeat prefix.
///
/// A repeated instruction that faults keeps the elements it has done: RCX, RSI and RDI say where it goes on, as on
/// hardware.
#pragma once

#include "engine/cpu/core.hpp"

namespace faultline::cpu {

/// One element. `step` is plus or minus the element size. Changes RSI and RDI only when the accesses succeeded.
template <class T, Bus B>
inline bool string_element(Core<B>& core, Mnemonic mnemonic, uint64_t source_base, uint64_t step) {
    uint64_t& rsi = core.r[6];
    uint64_t& rdi = core.r[7];
    T value{};
    T other{};
    switch (mnemonic) {
        case Mnemonic::Movs:
            if (!core.load(source_base + rsi, value) || !core.store(rdi, value)) return false;
            rsi += step;
            rdi += step;
            return true;
        case Mnemonic::Cmps:
            if (!core.load(source_base + rsi, value) || !core.load(rdi, other)) return false;
            (void)subtract(core.flags, value, other);
            rsi += step;
            rdi += step;
            return true;
        case Mnemonic::Stos:
            if (!core.store(rdi, static_cast<T>(core.r[0]))) return false;
            rdi += step;
            return true;
        case Mnemonic::Lods:
            if (!core.load(source_base + rsi, value)) return false;
            core.template set<T>(0, value);
            rsi += step;
            return true;
        default:
            if (!core.load(rdi, other)) return false;
            (void)subtract(core.flags, static_cast<T>(core.r[0]), other);
            rdi += step;
            return true;
    }
}

template <class T, Bus B>
Outcome string_instruction(Core<B>& core, const Micro& m) {
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    const uint64_t base = core.r[m.base];
    const uint64_t step = (core.other_flags & kFlagDirection) != 0 ? uint64_t{0} - sizeof(T) : uint64_t{sizeof(T)};
    const Repeat repeat = static_cast<Repeat>(m.detail);
    if (repeat == Repeat::None) {
        return string_element<T>(core, mnemonic, base, step) ? Outcome::Continue : Outcome::Fault;
    }
    const bool compares = mnemonic == Mnemonic::Cmps || mnemonic == Mnemonic::Scas;
    uint64_t& rcx = core.r[1];
    while (rcx != 0) {
        if (!string_element<T>(core, mnemonic, base, step)) return Outcome::Fault;
        --rcx;
        if (compares && core.flags.zf() != (repeat == Repeat::WhileEqual)) break;
    }
    return Outcome::Continue;
}

template <Bus B>
Outcome string_group(Core<B>& core, const Micro& m) {
    return with_size(m.size, [&]<class T>(T) { return string_instruction<T>(core, m); });
}

}  // namespace faultline::cpu
