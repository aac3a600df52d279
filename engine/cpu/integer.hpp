/// The integer instructions that are not worth a micro-operation of their own.
#pragma once

#include "engine/cpu/bits.hpp"
#include "engine/cpu/core.hpp"

namespace faultline::cpu {

/// MUL, DIV and the two-operand IMUL of 16 bits. `m.b` is the source.
template <class T, Bus B>
Outcome multiply(Core<B>& core, const Micro& m) {
    using W = typename Wider<T>::type;
    constexpr uint32_t bits = 8 * sizeof(T);
    const T a = core.template get<T>(0);
    const T b = core.template get<T>(m.b);
    if (m.detail != 0) {
        const T left = m.detail == 2 ? static_cast<T>(m.immediate) : core.template get<T>(m.a);
        const int64_t product = static_cast<int64_t>(sign_extend(left)) * static_cast<int64_t>(sign_extend(b));
        const T low = static_cast<T>(product);
        const bool overflow = static_cast<int64_t>(sign_extend(low)) != product;
        core.flags.set(low, overflow, overflow);
        core.template set<T>(m.a, low);
        return Outcome::Continue;
    }
    W product;
    bool overflow;
    if (static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Mul) {
        product = static_cast<W>(static_cast<W>(a) * static_cast<W>(b));
        overflow = static_cast<T>(product >> bits) != 0;
    } else {
        product = static_cast<W>(static_cast<Int128>(static_cast<int64_t>(sign_extend(a))) *
                                 static_cast<int64_t>(sign_extend(b)));
        overflow = static_cast<T>(product >> bits) !=
                   static_cast<T>(sign_extend(static_cast<T>(product)) >> 63 != 0 ? ~T{0} : T{0});
    }
    core.flags.set(static_cast<T>(product), overflow, overflow);
    if constexpr (sizeof(T) == 1) {
        core.template set<uint16_t>(0, product);
    } else {
        core.template set<T>(0, static_cast<T>(product));
        core.template set<T>(2, static_cast<T>(product >> bits));
    }
    return Outcome::Continue;
}

template <class T, Bus B>
Outcome divide(Core<B>& core, const Micro& m) {
    using W = typename Wider<T>::type;
    constexpr uint32_t bits = 8 * sizeof(T);
    const T divisor = core.template get<T>(m.b);
    if (divisor == 0) return Outcome::DivideError;
    W dividend;
    if constexpr (sizeof(T) == 1)
        dividend = core.template get<uint16_t>(0);
    else
        dividend = static_cast<W>((static_cast<W>(core.template get<T>(2)) << bits) | core.template get<T>(0));
    T quotient;
    T remainder;
    if (static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Div) {
        const W full = static_cast<W>(dividend / divisor);
        if (static_cast<W>(full >> bits) != 0) return Outcome::DivideError;
        quotient = static_cast<T>(full);
        remainder = static_cast<T>(dividend % divisor);
    } else {
        // Magnitudes, so that the most negative dividend needs no wider type.
        const bool negative = static_cast<W>(dividend >> (2 * bits - 1)) != 0;
        const bool divisor_negative = (divisor >> (bits - 1)) != 0;
        const W magnitude = negative ? static_cast<W>(W{0} - dividend) : dividend;
        const T by = divisor_negative ? static_cast<T>(T{0} - divisor) : divisor;
        const W full = static_cast<W>(magnitude / by);
        const bool quotient_negative = negative != divisor_negative;
        const W limit = static_cast<W>(W{1} << (bits - 1));
        if (full > limit || (full == limit && !quotient_negative)) return Outcome::DivideError;
        const T rest = static_cast<T>(magnitude % by);
        quotient = quotient_negative ? static_cast<T>(W{0} - full) : static_cast<T>(full);
        remainder = negative ? static_cast<T>(T{0} - rest) : rest;
    }
    if constexpr (sizeof(T) == 1) {
        core.template set<uint16_t>(0, static_cast<uint16_t>(quotient | (remainder << 8)));
    } else {
        core.template set<T>(0, quotient);
        core.template set<T>(2, remainder);
    }
    return Outcome::Continue;
}

template <class T, Bus B>
Outcome rotate(Core<B>& core, const Micro& m) {
    const uint32_t count = masked_count<T>(m.detail != 0 ? core.r[1] : m.immediate);
    const T value = core.template get<T>(m.a);
    // A count of zero still writes a 32-bit register, which clears its upper half.
    core.template set<T>(m.a, rotated(core.flags, static_cast<Mnemonic>(m.mnemonic), value, count));
    return Outcome::Continue;
}

template <class T, Bus B>
Outcome exchange(Core<B>& core, const Micro& m) {
    const T a = core.template get<T>(m.a);
    const T b = core.template get<T>(m.b);
    switch (static_cast<Mnemonic>(m.mnemonic)) {
        case Mnemonic::Xchg:
            core.template set<T>(m.a, b);
            core.template set<T>(m.b, a);
            break;
        case Mnemonic::Xadd: {
            const T sum = add(core.flags, a, b);
            core.template set<T>(m.b, a);
            core.template set<T>(m.a, sum);
            break;
        }
        default: {
            const T accumulator = core.template get<T>(0);
            (void)subtract(core.flags, accumulator, a);
            // On failure the destination is written too (with what it held), but a 32-bit RAX keeps its upper half on
            // success.
            if (accumulator == a)
                core.template set<T>(m.a, b);
            else
                core.template set<T>(0, a);
            break;
        }
    }
    return Outcome::Continue;
}

template <class T, Bus B>
Outcome bit_instruction(Core<B>& core, const Micro& m) {
    using enum Mnemonic;
    const Mnemonic mnemonic = static_cast<Mnemonic>(m.mnemonic);
    constexpr uint32_t bits = 8 * sizeof(T);
    if (mnemonic >= Bt && mnemonic <= Btc) {
        const T number = m.detail == 1 ? static_cast<T>(m.immediate) : core.template get<T>(m.b);
        if (m.detail == 2) {
            const int64_t step = static_cast<int64_t>(sign_extend(number)) >> std::countr_zero(bits);
            core.r[SlotAddress] += static_cast<uint64_t>(step) * sizeof(T);
            return Outcome::Continue;
        }
        const T mask = static_cast<T>(T{1} << (number & (bits - 1)));
        const T value = core.template get<T>(m.a);
        core.flags.set_carry((value & mask) != 0);
        if (mnemonic == Bts) core.template set<T>(m.a, static_cast<T>(value | mask));
        if (mnemonic == Btr) core.template set<T>(m.a, static_cast<T>(value & ~mask));
        if (mnemonic == Btc) core.template set<T>(m.a, static_cast<T>(value ^ mask));
        return Outcome::Continue;
    }
    const T value = core.template get<T>(m.b);
    const BitCount found = count_bits(core.flags, mnemonic, value);
    if (found.writes) core.template set<T>(m.a, static_cast<T>(found.value));
    return Outcome::Continue;
}

template <class T, Bus B>
Outcome double_shift(Core<B>& core, const Micro& m) {
    const uint32_t count = masked_count<T>(m.detail != 0 ? core.r[1] : m.immediate);
    const T a = core.template get<T>(m.a);
    const T b = core.template get<T>(m.b);
    const bool left = static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Shld;
    core.template set<T>(
        m.a, left ? shifted_left_double(core.flags, a, b, count) : shifted_right_double(core.flags, a, b, count));
    return Outcome::Continue;
}

/// CMPXCHG8B and CMPXCHG16B; the latter demands alignment.
template <Bus B>
Outcome compare_exchange_pair(Core<B>& core, const Micro& m) {
    const uint64_t where = core.address(m);
    if (m.size == 8) {
        uint64_t value = 0;
        if (!core.bus.template load_for_write<uint64_t>(where, value)) return Outcome::Fault;
        const uint64_t expected = (core.r[2] << 32) | static_cast<uint32_t>(core.r[0]);
        const bool equal = value == expected;
        if (!core.store(where, equal ? (core.r[1] << 32) | static_cast<uint32_t>(core.r[3]) : value))
            return Outcome::Fault;
        if (!equal) {
            core.r[0] = static_cast<uint32_t>(value);
            core.r[2] = value >> 32;
        }
        core.set_rflags((core.rflags() & ~kFlagZero) | (equal ? kFlagZero : 0));
        return Outcome::Continue;
    }
    if ((where & 15u) != 0) return Outcome::Protection;
    uint64_t low = 0;
    uint64_t high = 0;
    if (!core.bus.template load_for_write<uint64_t>(where, low) ||
        !core.bus.template load_for_write<uint64_t>(where + 8, high)) {
        return Outcome::Fault;
    }
    const bool equal = low == core.r[0] && high == core.r[2];
    if (!core.store(where, equal ? core.r[3] : low) || !core.store(where + 8, equal ? core.r[1] : high))
        return Outcome::Fault;
    if (!equal) {
        core.r[0] = low;
        core.r[2] = high;
    }
    core.set_rflags((core.rflags() & ~kFlagZero) | (equal ? kFlagZero : 0));
    return Outcome::Continue;
}

}  // namespace faultline::cpu
