/// The six arithmetic flags, kept as what they follow from rather than as bits: computed only when an instruction reads
/// them.
///
/// ZF, SF and PF follow from `result`; AF and the carry into the sign bit (hence OF) from `carry_in`; CF is bit 0 of
/// `carry`. Two more bits of `carry` correct PF and SF for flag values that no result has (ZF and SF both set, loaded
/// by POPF).
#pragma once

#include <cstdint>
#include <type_traits>

#include "engine/cpu/state.hpp"

namespace faultline::cpu {

inline constexpr uint64_t kArithmeticFlags =
    kFlagCarry | kFlagParity | kFlagAuxiliary | kFlagZero | kFlagSign | kFlagOverflow;

template <class T>
[[nodiscard]] constexpr uint64_t sign_extend(T value) {
    return static_cast<uint64_t>(static_cast<int64_t>(static_cast<std::make_signed_t<T>>(value)));
}

struct Flags {
    static constexpr uint64_t kParityDelta = 2;
    static constexpr uint64_t kSignDelta = 4;

    uint64_t result = 1;
    uint64_t carry_in = 0;
    uint64_t carry = 0;

    [[nodiscard]] bool cf() const { return (carry & 1u) != 0; }
    [[nodiscard]] bool zf() const { return result == 0; }
    [[nodiscard]] bool sf() const { return ((result >> 63) ^ ((carry >> 2) & 1u)) != 0; }
    [[nodiscard]] bool of() const { return ((carry_in >> 63) ^ (carry & 1u)) != 0; }
    [[nodiscard]] bool af() const { return ((carry_in >> 4) & 1u) != 0; }
    [[nodiscard]] bool pf() const {
        const auto odd = static_cast<uint32_t>(__builtin_parity(static_cast<uint8_t>(result)));
        return ((odd ^ static_cast<uint32_t>(carry >> 1)) & 1u) == 0;
    }

    /// The flags as bits of RFLAGS.
    [[nodiscard]] uint64_t bits() const {
        return (cf() ? kFlagCarry : uint64_t{0}) | (pf() ? kFlagParity : uint64_t{0}) |
               (af() ? kFlagAuxiliary : uint64_t{0}) | (zf() ? kFlagZero : uint64_t{0}) |
               (sf() ? kFlagSign : uint64_t{0}) | (of() ? kFlagOverflow : uint64_t{0});
    }
    [[nodiscard]] static Flags from_bits(uint64_t rflags) {
        const uint64_t c = rflags & 1u;
        const uint64_t o = (rflags >> 11) & 1u;
        Flags flags;
        flags.result = (rflags & kFlagZero) != 0 ? 0 : 0x100;
        flags.carry_in = (rflags & kFlagAuxiliary) | ((o ^ c) << 63);
        flags.carry = c | ((rflags & kFlagParity) != 0 ? 0u : kParityDelta) |
                      ((rflags & kFlagSign) != 0 ? kSignDelta : uint64_t{0});
        return flags;
    }
    void set_carry(bool value) {
        const uint64_t overflow = (carry_in >> 63) ^ (carry & 1u);
        carry = (carry & ~uint64_t{1}) | (value ? 1u : uint64_t{0});
        carry_in = (carry_in & ~(uint64_t{1} << 63)) | ((overflow ^ (carry & 1u)) << 63);
    }

    template <class T>
    void set_logic(T value) {
        result = sign_extend(value);
        carry_in = 0;
        carry = 0;
    }
    /// ZF, SF, PF from `value`; AF clear.
    template <class T>
    void set(T value, bool new_carry, bool new_overflow) {
        result = sign_extend(value);
        carry = new_carry ? 1 : 0;
        carry_in = new_carry != new_overflow ? uint64_t{1} << 63 : 0;
    }
};

/// Condition code 0..15 of Jcc, SETcc and CMOVcc.
template <uint32_t code>
[[nodiscard]] inline bool condition(const Flags& f) {
    constexpr bool negate = (code & 1u) != 0;
    bool holds = false;
    switch (code >> 1) {
        case 0: holds = f.of(); break;
        case 1: holds = f.cf(); break;
        case 2: holds = f.zf(); break;
        case 3: holds = f.cf() || f.zf(); break;
        case 4: holds = f.sf(); break;
        case 5: holds = f.pf(); break;
        case 6: holds = f.sf() != f.of(); break;
        default: holds = f.zf() || f.sf() != f.of(); break;
    }
    return holds != negate;
}
[[nodiscard]] bool condition_holds(const Flags& flags, uint32_t code);

template <class T>
inline T add(Flags& f, T a, T b) {
    const T r = static_cast<T>(a + b);
    f.result = sign_extend(r);
    f.carry_in = sign_extend(static_cast<T>(a ^ b ^ r));
    f.carry = r < a ? 1 : 0;
    return r;
}
template <class T>
inline T subtract(Flags& f, T a, T b) {
    const T r = static_cast<T>(a - b);
    f.result = sign_extend(r);
    f.carry_in = sign_extend(static_cast<T>(a ^ b ^ r));
    f.carry = a < b ? 1 : 0;
    return r;
}
template <class T>
inline T add_with_carry(Flags& f, T a, T b) {
    const bool c = f.cf();
    const T r = static_cast<T>(a + b + (c ? 1 : 0));
    f.result = sign_extend(r);
    f.carry_in = sign_extend(static_cast<T>(a ^ b ^ r));
    f.carry = (c ? r <= a : r < a) ? 1 : 0;
    return r;
}
template <class T>
inline T subtract_with_borrow(Flags& f, T a, T b) {
    const bool c = f.cf();
    const T r = static_cast<T>(a - b - (c ? 1 : 0));
    f.result = sign_extend(r);
    f.carry_in = sign_extend(static_cast<T>(a ^ b ^ r));
    f.carry = (c ? a <= b : a < b) ? 1 : 0;
    return r;
}
template <class T>
inline T logic(Flags& f, T r) {
    f.set_logic(r);
    return r;
}
template <class T>
inline T bit_and(Flags& f, T a, T b) {
    return logic(f, static_cast<T>(a & b));
}
template <class T>
inline T bit_or(Flags& f, T a, T b) {
    return logic(f, static_cast<T>(a | b));
}
template <class T>
inline T bit_xor(Flags& f, T a, T b) {
    return logic(f, static_cast<T>(a ^ b));
}
/// The low half of a signed product; CF and OF say that it does not fit.
inline uint32_t multiply_signed(Flags& f, uint32_t a, uint32_t b) {
    const int64_t product = static_cast<int64_t>(static_cast<int32_t>(a)) * static_cast<int32_t>(b);
    const bool overflow = product != static_cast<int32_t>(product);
    f.set(static_cast<uint32_t>(product), overflow, overflow);
    return static_cast<uint32_t>(product);
}
inline uint64_t multiply_signed(Flags& f, uint64_t a, uint64_t b) {
    int64_t product = 0;
    const bool overflow = __builtin_mul_overflow(static_cast<int64_t>(a), static_cast<int64_t>(b), &product);
    f.set(static_cast<uint64_t>(product), overflow, overflow);
    return static_cast<uint64_t>(product);
}
template <class T>
inline T increment(Flags& f, T a) {
    const uint64_t c = f.carry & 1u;
    const T r = static_cast<T>(a + 1);
    f.result = sign_extend(r);
    const uint64_t overflow = r == static_cast<T>(T{1} << (8 * sizeof(T) - 1)) ? 1 : 0;
    f.carry_in = ((overflow ^ c) << 63) | ((r & 15u) == 0 ? kFlagAuxiliary : uint64_t{0});
    f.carry = c;
    return r;
}
template <class T>
inline T decrement(Flags& f, T a) {
    const uint64_t c = f.carry & 1u;
    const T r = static_cast<T>(a - 1);
    f.result = sign_extend(r);
    const uint64_t overflow = a == static_cast<T>(T{1} << (8 * sizeof(T) - 1)) ? 1 : 0;
    f.carry_in = ((overflow ^ c) << 63) | ((a & 15u) == 0 ? kFlagAuxiliary : uint64_t{0});
    f.carry = c;
    return r;
}

/// The shift count that the hardware uses: 6 bits for 64-bit operands, else 5.
template <class T>
[[nodiscard]] constexpr uint32_t masked_count(uint64_t count) {
    return static_cast<uint32_t>(count & (sizeof(T) == 8 ? 63u : 31u));
}
/// Shifts by `count` (already masked); zero changes no flag. OF beyond a count of one, and AF, are undefined by the
/// architecture.
template <class T>
inline T shift_left(Flags& f, T a, uint32_t count) {
    constexpr uint32_t bits = 8 * sizeof(T);
    if (count == 0) return a;
    const uint64_t wide = a;
    const T r = count >= bits ? T{0} : static_cast<T>(wide << count);
    const bool out = count <= bits && ((wide >> (bits - count)) & 1u) != 0;
    f.set(r, out, out != ((r >> (bits - 1)) != 0));
    return r;
}
template <class T>
inline T shift_right(Flags& f, T a, uint32_t count) {
    constexpr uint32_t bits = 8 * sizeof(T);
    if (count == 0) return a;
    const uint64_t wide = a;
    const T r = static_cast<T>(wide >> count);
    f.set(r, ((wide >> (count - 1)) & 1u) != 0, (a >> (bits - 1)) != 0);
    return r;
}
template <class T>
inline T shift_right_arithmetic(Flags& f, T a, uint32_t count) {
    if (count == 0) return a;
    const int64_t wide = static_cast<int64_t>(sign_extend(a));
    const T r = static_cast<T>(wide >> count);
    f.set(r, ((wide >> (count - 1)) & 1) != 0, false);
    return r;
}

}  // namespace faultline::cpu
