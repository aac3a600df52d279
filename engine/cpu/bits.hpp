/// Rotates, double shifts and bit counts with their flags; pure functions of values.
#pragma once

#include <bit>
#include <cstdint>

#include "engine/cpu/flags.hpp"
#include "engine/cpu/mnemonic.hpp"

namespace faultline::cpu {

/// ROL, ROR, RCL, RCR by a masked count. OF beyond a count of one is undefined by the architecture.
template <class T>
T rotated(Flags& f, Mnemonic mnemonic, T value, uint32_t count) {
    constexpr uint32_t bits = 8 * sizeof(T);
    if (count == 0) return value;
    const bool through_carry = mnemonic == Mnemonic::Rcl || mnemonic == Mnemonic::Rcr;
    const bool left = mnemonic == Mnemonic::Rol || mnemonic == Mnemonic::Rcl;
    bool carry = f.cf();
    T r = value;
    if (!through_carry) {
        const uint32_t n = count % bits;
        if (n != 0)
            r = left ? static_cast<T>((value << n) | (value >> (bits - n)))
                     : static_cast<T>((value >> n) | (value << (bits - n)));
        carry = left ? (r & 1u) != 0 : (r >> (bits - 1)) != 0;
    } else {
        for (uint32_t n = count % (bits + 1); n != 0; --n) {
            const bool out = left ? (r >> (bits - 1)) != 0 : (r & 1u) != 0;
            r = left ? static_cast<T>((r << 1) | (carry ? 1 : 0))
                     : static_cast<T>((r >> 1) | (carry ? T{1} << (bits - 1) : T{0}));
            carry = out;
        }
    }
    const bool top = (r >> (bits - 1)) != 0;
    const bool overflow = left ? top != carry : top != (((r >> (bits - 2)) & 1u) != 0);
    const uint64_t kept = f.bits() & ~(kFlagCarry | kFlagOverflow);
    f = Flags::from_bits(kept | (carry ? kFlagCarry : 0) | (overflow ? kFlagOverflow : 0));
    return r;
}

/// SHLD and SHRD by a masked count; beyond the operand's width the architecture leaves the result undefined.
template <class T>
T shifted_left_double(Flags& f, T a, T b, uint32_t count) {
    constexpr uint32_t bits = 8 * sizeof(T);
    if (count == 0) return a;
    if (count > bits) count %= bits;
    if (count == 0) return a;
    const T r = count == bits ? b : static_cast<T>((a << count) | (b >> (bits - count)));
    const bool out = ((a >> (bits - count)) & 1u) != 0;
    f.set(r, out, ((r ^ a) >> (bits - 1)) != 0);
    return r;
}
template <class T>
T shifted_right_double(Flags& f, T a, T b, uint32_t count) {
    constexpr uint32_t bits = 8 * sizeof(T);
    if (count == 0) return a;
    if (count > bits) count %= bits;
    if (count == 0) return a;
    const T r = count == bits ? b : static_cast<T>((a >> count) | (b << (bits - count)));
    const bool out = ((a >> (count - 1)) & 1u) != 0;
    f.set(r, out, ((r ^ a) >> (bits - 1)) != 0);
    return r;
}

struct BitCount {
    uint64_t value = 0;
    /// BSF and BSR of zero leave their destination as it was.
    bool writes = true;
};

/// BSF, BSR, TZCNT, LZCNT, POPCNT.
template <class T>
BitCount count_bits(Flags& f, Mnemonic mnemonic, T value) {
    constexpr uint32_t bits = 8 * sizeof(T);
    const uint32_t trailing = static_cast<uint32_t>(std::countr_zero(value));
    const uint32_t leading = static_cast<uint32_t>(std::countl_zero(value));
    BitCount found;
    switch (mnemonic) {
        case Mnemonic::Popcnt:
            found.value = static_cast<uint64_t>(std::popcount(value));
            f = Flags::from_bits(value == 0 ? kFlagZero : 0);
            return found;
        case Mnemonic::Tzcnt:
        case Mnemonic::Lzcnt: {
            found.value = mnemonic == Mnemonic::Tzcnt ? trailing : leading;
            const uint64_t kept = f.bits() & ~(kFlagCarry | kFlagZero);
            f = Flags::from_bits(kept | (value == 0 ? kFlagCarry : 0) | (found.value == 0 ? kFlagZero : 0));
            return found;
        }
        default:
            found.writes = value != 0;
            found.value = mnemonic == Mnemonic::Bsf ? trailing : bits - 1 - leading;
            f = Flags::from_bits((f.bits() & ~kFlagZero) | (value == 0 ? kFlagZero : 0));
            return found;
    }
}

}  // namespace faultline::cpu
