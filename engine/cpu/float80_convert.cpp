/// Float80 to and from other formats, and what only changes the exponent or the fraction.
#include <algorithm>

#include "engine/cpu/float80.hpp"
#include "engine/cpu/float80_parts.hpp"

namespace faultline::cpu {

namespace {

/// The magnitude of a finite number as an integer; at most 2^64, above that 2^65.
Uint128 integer_magnitude(const Parts& x, Rounding rounding) {
    const int32_t exponent = x.exponent - kFloat80Bias;
    if (exponent > 64) return Uint128{1} << 65;
    if (exponent == 64) return static_cast<Uint128>(x.mantissa) << 1;
    const Uint128 fixed =
        shift_right_sticky(static_cast<Uint128>(x.mantissa) << 64, static_cast<uint32_t>(std::min(63 - exponent, 200)));
    const uint64_t whole = static_cast<uint64_t>(fixed >> 64);
    return static_cast<Uint128>(whole) +
           (rounds_up(x.negative, (whole & 1u) != 0, static_cast<uint64_t>(fixed), rounding) ? 1 : 0);
}

/// Packs into an IEEE format of `fraction` explicit bits and `exponents` bits of exponent.
uint64_t narrowed(const Float80& a, Rounding rounding, uint32_t fraction, uint32_t exponents) {
    const uint64_t sign = static_cast<uint64_t>(is_negative(a) ? 1 : 0) << (fraction + exponents);
    const uint64_t special = ((uint64_t{1} << exponents) - 1) << fraction;
    const uint64_t quiet = uint64_t{1} << (fraction - 1);
    switch (float80_class(a)) {
        case Float80Class::Zero: return sign;
        case Float80Class::Infinite: return sign | special;
        case Float80Class::Unsupported: return (uint64_t{1} << (fraction + exponents)) | special | quiet;
        case Float80Class::Nan: return sign | special | quiet | ((a.mantissa & ~kFloat80Integer) >> (63 - fraction));
        case Float80Class::Finite: break;
    }
    const Parts x = parts_of(a);
    const int32_t bias = (1 << (exponents - 1)) - 1;
    int32_t exponent = x.exponent - kFloat80Bias + bias;
    // Bring the kept bits to the top half: the integer bit and `fraction` more, fewer for a denormal.
    uint32_t dropped = 63 - fraction;
    if (exponent < 1) {
        dropped += static_cast<uint32_t>(std::min(1 - exponent, 100));
        exponent = 0;
    }
    const Uint128 fixed = shift_right_sticky(static_cast<Uint128>(x.mantissa) << 64, dropped);
    uint64_t kept = static_cast<uint64_t>(fixed >> 64);
    if (rounds_up(x.negative, (kept & 1u) != 0, static_cast<uint64_t>(fixed), rounding)) ++kept;
    // Adding, not or-ing, lets a carry out of the fraction raise the exponent, also from denormal to normal.
    const uint64_t packed = exponent == 0 ? kept : (static_cast<uint64_t>(exponent - 1) << fraction) + kept;
    if (exponent > 2 * bias || packed >= special) {
        const bool to_infinity =
            rounding == Rounding::Nearest || rounding == (x.negative ? Rounding::Down : Rounding::Up);
        return sign | (to_infinity ? special : special - 1);
    }
    return sign | packed;
}

Float80 widened(uint64_t bits, uint32_t fraction, uint32_t exponents) {
    const bool negative = ((bits >> (fraction + exponents)) & 1u) != 0;
    const uint64_t low = bits & ((uint64_t{1} << fraction) - 1);
    const int32_t exponent = static_cast<int32_t>((bits >> fraction) & ((uint64_t{1} << exponents) - 1));
    const int32_t bias = (1 << (exponents - 1)) - 1;
    const uint64_t aligned = low << (63 - fraction);
    if (exponent == 2 * bias + 1) {
        if (low == 0) return infinity(negative);
        return signed_as({aligned | kFloat80Integer, kFloat80Exponent}, negative);
    }
    if (exponent != 0)
        return signed_as({aligned | kFloat80Integer, static_cast<uint16_t>(exponent - bias + kFloat80Bias)}, negative);
    if (low == 0) return zero(negative);
    const int32_t shift = std::countl_zero(aligned);
    return signed_as({aligned << shift, static_cast<uint16_t>(1 - bias + kFloat80Bias - shift)}, negative);
}

}  // namespace

Float80 float80_from_integer(int64_t value) {
    if (value == 0) return zero(false);
    const uint64_t magnitude = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    const int32_t shift = std::countl_zero(magnitude);
    return signed_as({magnitude << shift, static_cast<uint16_t>(kFloat80Bias + 63 - shift)}, value < 0);
}

int64_t float80_to_integer(const Float80& a, uint32_t bytes, Rounding rounding) {
    const uint64_t limit = uint64_t{1} << (8 * bytes - 1);
    const int64_t indefinite = static_cast<int64_t>(uint64_t{0} - limit);
    const Float80Class kind = float80_class(a);
    if (kind == Float80Class::Zero) return 0;
    if (kind != Float80Class::Finite) return indefinite;
    const Uint128 magnitude = integer_magnitude(parts_of(a), rounding);
    if (magnitude > limit || (magnitude == limit && !is_negative(a))) return indefinite;
    const uint64_t small = static_cast<uint64_t>(magnitude);
    return static_cast<int64_t>(is_negative(a) ? uint64_t{0} - small : small);
}

Float80 float80_from_single(uint32_t bits) { return widened(bits, 23, 8); }
Float80 float80_from_double(uint64_t bits) { return widened(bits, 52, 11); }
uint32_t float80_to_single(const Float80& a, Rounding rounding) {
    return static_cast<uint32_t>(narrowed(a, rounding, 23, 8));
}
uint64_t float80_to_double(const Float80& a, Rounding rounding) { return narrowed(a, rounding, 52, 11); }

Float80 float80_round(const Float80& a, Rounding rounding) {
    const Float80Class kind = float80_class(a);
    if (is_invalid(kind)) return nan_result(a, a);
    if (kind != Float80Class::Finite) return a;
    const Parts x = parts_of(a);
    if (x.exponent >= kFloat80Bias + 63) return a;
    const Uint128 magnitude = integer_magnitude(x, rounding);
    if (magnitude == 0) return zero(x.negative);
    return rounded(x.negative, kFloat80Bias + 127, magnitude, rounding);
}

Float80 float80_scale(const Float80& a, const Float80& b, Rounding rounding) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (is_invalid(a_class) || is_invalid(b_class)) return nan_result(a, b);
    if (b_class == Float80Class::Infinite) {
        if (is_negative(b)) return a_class == Float80Class::Infinite ? kFloat80DefaultNan : zero(is_negative(a));
        return a_class == Float80Class::Zero ? kFloat80DefaultNan : infinity(is_negative(a));
    }
    if (a_class != Float80Class::Finite) return a;
    // Beyond 2^16 every result has over- or underflowed.
    const bool huge = b_class == Float80Class::Finite && parts_of(b).exponent > kFloat80Bias + 17;
    const int32_t by =
        huge ? (is_negative(b) ? -200000 : 200000) : static_cast<int32_t>(float80_to_integer(b, 4, Rounding::Zero));
    const Parts x = parts_of(a);
    return rounded(x.negative, x.exponent + by, static_cast<Uint128>(x.mantissa) << 64, rounding);
}

Remainder float80_remainder(const Float80& a, const Float80& b) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (is_invalid(a_class) || is_invalid(b_class)) return {nan_result(a, b), 0, true, false};
    if (a_class == Float80Class::Infinite || b_class == Float80Class::Zero) return {kFloat80DefaultNan, 0, true, false};
    if (a_class == Float80Class::Zero) return {a, 0, true, true};
    const Parts x = parts_of(a);
    const Float80 whole = renormalised(a);
    if (b_class == Float80Class::Infinite) return {whole, 0, true, true};
    const Parts y = parts_of(b);
    const int32_t distance = x.exponent - y.exponent;
    if (distance < 0) return {whole, 0, true, true};
    const bool complete = distance < 64;
    const int32_t steps = complete ? distance : 32 + distance % 32;
    uint64_t rest = x.mantissa;
    uint64_t quotient = 0;
    bool carry = false;
    for (int32_t i = 0; i <= steps; ++i) {
        if (i != 0) {
            carry = (rest & kFloat80Integer) != 0;
            rest <<= 1;
        }
        quotient <<= 1;
        if (carry || rest >= y.mantissa) {
            rest -= y.mantissa;
            quotient |= 1;
        }
    }
    if (rest == 0) return {zero(x.negative), quotient, complete, true};
    return {rounded(x.negative, x.exponent - steps, static_cast<Uint128>(rest) << 64, Rounding::Nearest), quotient,
            complete, true};
}

}  // namespace faultline::cpu
