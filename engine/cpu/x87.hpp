/// x87 instructions with memory operands, and the way to the others.
#pragma once

#include "engine/cpu/core.hpp"
#include "engine/cpu/x87_stack.hpp"

namespace faultline::cpu {

/// Reads an integer (signed) or float operand of m.size bytes.
template <Bus B>
bool load_x87(Core<B>& core, const Micro& m, bool integer, Float80& out) {
    const uint64_t where = core.address(m);
    if (m.size == 10) {
        Float80 value;
        if (!core.load(where, value.mantissa) || !core.load(where + 8, value.sign_exponent)) return false;
        out = value;
        return true;
    }
    return with_size(m.size, [&]<class T>(T bits) {
        if (!core.load(where, bits)) return false;
        if (integer)
            out = float80_from_integer(static_cast<int64_t>(sign_extend(bits)));
        else
            out = sizeof(T) == 4 ? float80_from_single(static_cast<uint32_t>(bits)) : float80_from_double(bits);
        return true;
    });
}

/// Writes ST(0) without popping.
template <Bus B>
bool store_x87(Core<B>& core, const Micro& m) {
    using enum Mnemonic;
    const uint64_t where = core.address(m);
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    const Float80 value = stack_get(core.state, 0);
    const Rounding rounding = rounding_of(core.state);
    if (m.size == 10) {
        if (!core.bus.probe_write(where, 10)) return false;
        return core.store(where, value.mantissa) && core.store(where + 8, value.sign_exponent);
    }
    return with_size(m.size, [&]<class T>(T) {
        if (mnemonic == Fist || mnemonic == Fistp || mnemonic == Fisttp) {
            return core.store(where, static_cast<T>(float80_to_integer(
                                         value, sizeof(T), mnemonic == Fisttp ? Rounding::Zero : rounding)));
        }
        return core.store(where, static_cast<T>(sizeof(T) == 4 ? float80_to_single(value, rounding)
                                                               : float80_to_double(value, rounding)));
    });
}

template <Bus B>
Outcome x87_memory(Core<B>& core, const Micro& m) {
    using enum Mnemonic;
    CpuState& state = core.state;
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    switch (mnemonic) {
        case Fst:
        case Fist: return store_x87(core, m) ? Outcome::Continue : Outcome::Fault;
        case Fstp:
        case Fistp:
        case Fisttp:
            if (!store_x87(core, m)) return Outcome::Fault;
            stack_pop(state);
            return Outcome::Continue;
        case Fldcw: {
            uint16_t word = 0;
            if (!core.load(core.address(m), word)) return Outcome::Fault;
            // Bit 6 is always one, the other reserved bits always zero.
            state.fcw = static_cast<uint16_t>((word & 0x1f3fu) | 0x40u);
            return Outcome::Continue;
        }
        case Fnstcw: return core.store(core.address(m), state.fcw) ? Outcome::Continue : Outcome::Fault;
        case Fnstsw: return core.store(core.address(m), state.fsw) ? Outcome::Continue : Outcome::Fault;
        default: break;
    }
    const bool integer =
        mnemonic == Fild || (mnemonic >= Fiadd && mnemonic <= Fidivr) || mnemonic == Ficom || mnemonic == Ficomp;
    Float80 value;
    if (!load_x87(core, m, integer, value)) return Outcome::Fault;
    if (mnemonic == Fld || mnemonic == Fild)
        stack_push(state, m.size == 10 ? value : float80_quieted(value));
    else
        x87_memory_operation(state, mnemonic, value);
    return Outcome::Continue;
}

template <Bus B>
Outcome x87_group(Core<B>& core, const Micro& m) {
    if (m.detail != 0) return x87_memory(core, m);
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    if (mnemonic == Mnemonic::Fnstsw)
        core.template set<uint16_t>(0, core.state.fsw);
    else
        x87_register_operation(core.state, core.flags, mnemonic, m.a, m.b, static_cast<uint32_t>(m.immediate));
    return Outcome::Continue;
}

}  // namespace faultline::cpu
