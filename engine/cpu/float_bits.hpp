/// Single and double arithmetic on bit patterns with x86's rules for NaN. T is uint32_t or uint64_t.
#pragma once

#include <cmath>
#include <cstdint>
#include <type_traits>

#include "engine/cpu/mnemonic.hpp"

namespace faultline::cpu {

template <class T>
struct FloatBits {
    static_assert(sizeof(T) == 4 || sizeof(T) == 8);
    using Float = std::conditional_t<sizeof(T) == 4, float, double>;
    static constexpr uint32_t kFraction = sizeof(T) == 4 ? 23 : 52;
    static constexpr T kSign = T{1} << (8 * sizeof(T) - 1);
    static constexpr T kQuiet = T{1} << (kFraction - 1);
    static constexpr T kExponent = static_cast<T>((T{1} << (8 * sizeof(T) - 1)) - (T{1} << kFraction));
    static constexpr T kDefaultNan = kSign | kExponent | kQuiet;

    [[nodiscard]] static Float value(T bits) { return __builtin_bit_cast(Float, bits); }
    [[nodiscard]] static T bits(Float value) { return __builtin_bit_cast(T, value); }
    [[nodiscard]] static bool is_nan(T bits) { return (bits & ~kSign) > kExponent; }

    /// The result of an operation on `a` and `b` whose host result is `r`.
    [[nodiscard]] static T settled(Float r, T a, T b) {
        if (r == r) [[likely]]
            return bits(r);
        if (is_nan(a)) return a | kQuiet;
        if (is_nan(b)) return b | kQuiet;
        return kDefaultNan;
    }
    [[nodiscard]] static T add(T a, T b) { return settled(value(a) + value(b), a, b); }
    [[nodiscard]] static T subtract(T a, T b) { return settled(value(a) - value(b), a, b); }
    [[nodiscard]] static T multiply(T a, T b) { return settled(value(a) * value(b), a, b); }
    [[nodiscard]] static T divide(T a, T b) { return settled(value(a) / value(b), a, b); }
    [[nodiscard]] static T square_root(T b) { return settled(std::sqrt(value(b)), b, b); }
    /// The second operand wins when either is NaN or both are zero.
    [[nodiscard]] static T minimum(T a, T b) { return value(a) < value(b) ? a : b; }
    [[nodiscard]] static T maximum(T a, T b) { return value(a) > value(b) ? a : b; }
    /// CMPPS predicates 0..7: equal, less, less or equal, unordered, and their negations.
    [[nodiscard]] static T compare(T a, T b, uint8_t predicate) {
        const Float x = value(a);
        const Float y = value(b);
        bool holds = false;
        switch (predicate & 3u) {
            case 0: holds = x == y; break;
            case 1: holds = x < y; break;
            case 2: holds = x <= y; break;
            default: holds = is_nan(a) || is_nan(b); break;
        }
        return holds != ((predicate & 4u) != 0) ? static_cast<T>(~T{0}) : T{0};
    }
    /// To a signed integer of `size` bytes, as its bits; truncating or to the nearest even.
    [[nodiscard]] static uint64_t to_integer(T b, uint8_t size, bool truncate) {
        const uint64_t indefinite = size == 4 ? uint64_t{0x80000000u} : uint64_t{1} << 63;
        if (is_nan(b)) return indefinite;
        const Float rounded = truncate ? std::trunc(value(b)) : std::nearbyint(value(b));
        const Float limit = size == 4 ? static_cast<Float>(2147483648.0) : static_cast<Float>(9223372036854775808.0);
        if (!(rounded >= -limit && rounded < limit)) return indefinite;
        const int64_t integer = static_cast<int64_t>(rounded);
        return size == 4 ? static_cast<uint32_t>(integer) : static_cast<uint64_t>(integer);
    }
};

[[nodiscard]] inline uint64_t widen_float(uint32_t b) {
    if (!FloatBits<uint32_t>::is_nan(b))
        return FloatBits<uint64_t>::bits(static_cast<double>(FloatBits<uint32_t>::value(b)));
    return (static_cast<uint64_t>(b & FloatBits<uint32_t>::kSign) << 32) | FloatBits<uint64_t>::kExponent |
           FloatBits<uint64_t>::kQuiet | (static_cast<uint64_t>(b & 0x7fffffu) << 29);
}
[[nodiscard]] inline uint32_t narrow_float(uint64_t b) {
    if (!FloatBits<uint64_t>::is_nan(b))
        return FloatBits<uint32_t>::bits(static_cast<float>(FloatBits<uint64_t>::value(b)));
    return static_cast<uint32_t>((b >> 63) << 31) | FloatBits<uint32_t>::kExponent | FloatBits<uint32_t>::kQuiet |
           (static_cast<uint32_t>(b >> 29) & 0x7fffffu);
}

}  // namespace faultline::cpu
