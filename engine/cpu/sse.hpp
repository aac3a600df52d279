/// SSE against the registers and the bus; what the instructions compute is in sse_float.cpp and sse_integer.cpp.
#pragma once

#include "engine/cpu/core.hpp"
#include "engine/cpu/sse_values.hpp"

namespace faultline::cpu {

template <class T, Bus B>
Outcome load_xmm(Core<B>& core, const Micro& m) {
    T value{};
    if (!core.load(core.address(m), value)) return Outcome::Fault;
    core.xmm(m.a) = {value, 0};
    return Outcome::Continue;
}

/// detail 1: the address must be a multiple of 16.
template <Bus B>
Outcome load_xmm_whole(Core<B>& core, const Micro& m) {
    const uint64_t where = core.address(m);
    if (m.detail != 0 && (where & 15u) != 0) return Outcome::Protection;
    Xmm value;
    if (!core.load(where, value.low) || !core.load(where + 8, value.high)) return Outcome::Fault;
    core.xmm(m.a) = value;
    return Outcome::Continue;
}

/// For 64 bits, detail 1 stores the high half (MOVHPx).
template <class T, Bus B>
Outcome store_xmm(Core<B>& core, const Micro& m) {
    const Xmm& value = core.state.xmm[m.a];
    const bool high = sizeof(T) == 8 && m.detail != 0 && is_high_half_move(static_cast<Mnemonic>(m.mnemonic));
    return core.store(core.address(m), static_cast<T>(high ? value.high : value.low)) ? Outcome::Continue
                                                                                      : Outcome::Fault;
}

template <Bus B>
Outcome store_xmm_whole(Core<B>& core, const Micro& m) {
    const uint64_t where = core.address(m);
    if (m.detail != 0 && (where & 15u) != 0) return Outcome::Protection;
    const Xmm& value = core.state.xmm[m.a];
    if ((where & 15u) != 0 && !core.bus.probe_write(where, 16)) return Outcome::Fault;
    return core.store(where, value.low) && core.store(where + 8, value.high) ? Outcome::Continue : Outcome::Fault;
}

template <Bus B>
Outcome sse_scalar_group(Core<B>& core, const Micro& m) {
    using enum Mnemonic;
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    // With a general register as the source, this is looked at by nobody.
    const Xmm& b = core.xmm(m.b <= kXmmTemp ? m.b : kXmmTemp);
    switch (mnemonic) {
        case Movups:
        case Movupd:
        case Movaps:
        case Movapd:
        case Movdqa:
        case Movdqu: core.xmm(m.a) = b; break;
        case Movss: core.xmm(m.a).low = (core.xmm(m.a).low & 0xffffffff00000000u) | static_cast<uint32_t>(b.low); break;
        case MovsdXmm: core.xmm(m.a).low = b.low; break;
        case Movd:
            if (m.detail == 1)
                core.xmm(m.a) = {static_cast<uint32_t>(core.r[m.b]), 0};
            else
                core.r[m.a] = static_cast<uint32_t>(b.low);
            break;
        case Movq:
            if (m.detail == 1)
                core.xmm(m.a) = {core.r[m.b], 0};
            else if (m.detail == 2)
                core.r[m.a] = b.low;
            else
                core.xmm(m.a) = {b.low, 0};
            break;
        case Movlps:
        case Movlpd: core.xmm(m.a).low = b.low; break;
        case Movhps:
        case Movhpd:
        case Movlhps: core.xmm(m.a).high = b.low; break;
        case Movhlps: core.xmm(m.a).low = b.high; break;
        case Movmskps:
        case Movmskpd:
        case Pmovmskb: core.r[m.a] = sign_mask(mnemonic, b); break;
        case Ucomiss:
        case Ucomisd:
        case Comiss:
        case Comisd: core.flags = compare_floats(mnemonic, core.xmm(m.a), b); break;
        case Cvtsi2ss:
        case Cvtsi2sd: core.xmm(m.a) = from_integer(mnemonic, core.xmm(m.a), core.r[m.b], m.size); break;
        case Cvttss2si:
        case Cvttsd2si:
        case Cvtss2si:
        case Cvtsd2si: core.r[m.a] = to_integer(mnemonic, b, m.size); break;
        default: core.xmm(m.a) = float_result(mnemonic, core.xmm(m.a), b, static_cast<uint8_t>(m.immediate)); break;
    }
    return Outcome::Continue;
}

template <Bus B>
Outcome sse_packed_group(Core<B>& core, const Micro& m) {
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    const uint8_t immediate = static_cast<uint8_t>(m.immediate);
    if (mnemonic == Mnemonic::Pextrw) {
        core.r[m.a] = extract_word(core.xmm(m.b), immediate);
    } else if (mnemonic == Mnemonic::Pinsrw) {
        core.xmm(m.a) = insert_word(core.xmm(m.a), static_cast<uint16_t>(core.r[m.b]), immediate);
    } else if (mnemonic < Mnemonic::Pand) {
        core.xmm(m.a) = float_result(mnemonic, core.xmm(m.a), core.xmm(m.b), immediate);
    } else {
        const Xmm count{immediate, 0};
        core.xmm(m.a) = integer_result(mnemonic, core.xmm(m.a), m.detail == 1 ? count : core.xmm(m.b), immediate);
    }
    return Outcome::Continue;
}

}  // namespace faultline::cpu
