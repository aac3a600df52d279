/// Float80 taken apart and put together again. Internal to float80*.cpp.
#pragma once

#include <bit>
#include <cstdint>

#include "engine/cpu/float80.hpp"
#include "engine/cpu/wide_integer.hpp"

namespace faultline::cpu {

/// A finite number other than zero: (-1)^sign * mantissa * 2^(exponent - bias - 63), with the top bit of the mantissa
/// set.
struct Parts {
    bool negative = false;
    int32_t exponent = 0;
    uint64_t mantissa = 0;
};

[[nodiscard]] inline bool is_negative(const Float80& a) { return (a.sign_exponent & kFloat80Sign) != 0; }
[[nodiscard]] inline Float80 signed_as(Float80 magnitude, bool negative) {
    magnitude.sign_exponent =
        static_cast<uint16_t>((magnitude.sign_exponent & kFloat80Exponent) | (negative ? kFloat80Sign : 0));
    return magnitude;
}
[[nodiscard]] inline Float80 zero(bool negative) { return signed_as({0, 0}, negative); }
[[nodiscard]] inline Float80 infinity(bool negative) {
    return signed_as({kFloat80Integer, kFloat80Exponent}, negative);
}

/// `a` is finite and not zero. Denormals are normalised, with exponents below one.
[[nodiscard]] inline Parts parts_of(const Float80& a) {
    const int32_t shift = std::countl_zero(a.mantissa);
    const int32_t exponent = a.sign_exponent & kFloat80Exponent;
    return {is_negative(a), (exponent == 0 ? 1 : exponent) - shift, a.mantissa << shift};
}

[[nodiscard]] inline Uint128 shift_right_sticky(Uint128 value, uint32_t count) {
    if (count == 0) return value;
    if (count >= 128) return value != 0 ? 1 : 0;
    const bool lost = (value & ((Uint128{1} << count) - 1)) != 0;
    return (value >> count) | (lost ? 1 : 0);
}

/// Whether a magnitude whose dropped bits are `rest` (as a fraction of 2^64) is rounded away from zero.
[[nodiscard]] inline bool rounds_up(bool negative, bool odd, uint64_t rest, Rounding rounding) {
    constexpr uint64_t half = uint64_t{1} << 63;
    switch (rounding) {
        case Rounding::Nearest: return rest > half || (rest == half && odd);
        case Rounding::Down: return negative && rest != 0;
        case Rounding::Up: return !negative && rest != 0;
        case Rounding::Zero: return false;
    }
    return false;
}

/// The nearest Float80 to (-1)^negative * mantissa * 2^(exponent - bias - 127); `mantissa` is not zero.
[[nodiscard]] Float80 rounded(bool negative, int32_t exponent, Uint128 mantissa, Rounding rounding);

/// A finite number other than zero as arithmetic leaves it: a pseudo-denormal becomes the normal number it equals.
[[nodiscard]] Float80 renormalised(const Float80& a);

/// The result that a NaN (or unsupported) operand forces, or the default NaN when neither is one.
[[nodiscard]] Float80 nan_result(const Float80& a, const Float80& b);
[[nodiscard]] inline bool is_invalid(Float80Class kind) {
    return kind == Float80Class::Nan || kind == Float80Class::Unsupported;
}

}  // namespace faultline::cpu
