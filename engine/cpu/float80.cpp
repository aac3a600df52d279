#include "engine/cpu/float80.hpp"

#include <algorithm>

#include "engine/cpu/float80_parts.hpp"

namespace faultline::cpu {

Float80Class float80_class(const Float80& a) {
    const uint32_t exponent = a.sign_exponent & kFloat80Exponent;
    if (exponent == 0) return a.mantissa == 0 ? Float80Class::Zero : Float80Class::Finite;
    // Without the integer bit these are the encodings that only the 8087 knew.
    if ((a.mantissa & kFloat80Integer) == 0) return Float80Class::Unsupported;
    if (exponent != kFloat80Exponent) return Float80Class::Finite;
    return a.mantissa == kFloat80Integer ? Float80Class::Infinite : Float80Class::Nan;
}

Float80 float80_quieted(const Float80& a) {
    return float80_class(a) == Float80Class::Nan ? Float80{a.mantissa | kFloat80Quiet, a.sign_exponent} : a;
}

Float80 rounded(bool negative, int32_t exponent, Uint128 mantissa, Rounding rounding) {
    const uint64_t top = static_cast<uint64_t>(mantissa >> 64);
    const int32_t shift = top != 0 ? std::countl_zero(top) : 64 + std::countl_zero(static_cast<uint64_t>(mantissa));
    mantissa <<= shift;
    exponent -= shift;
    if (exponent < 1) {
        mantissa = shift_right_sticky(mantissa, static_cast<uint32_t>(std::min(1 - exponent, 200)));
        exponent = 0;
    }
    uint64_t high = static_cast<uint64_t>(mantissa >> 64);
    if (rounds_up(negative, (high & 1u) != 0, static_cast<uint64_t>(mantissa), rounding)) {
        ++high;
        if (high == 0) {
            high = kFloat80Integer;
            ++exponent;
        }
    }
    // A denormal that rounded up to the smallest normal number, or was one all along.
    if (exponent == 0 && (high & kFloat80Integer) != 0) exponent = 1;
    if (exponent >= kFloat80Exponent) {
        const bool to_infinity =
            rounding == Rounding::Nearest || rounding == (negative ? Rounding::Down : Rounding::Up);
        if (to_infinity) return infinity(negative);
        return signed_as({~uint64_t{0}, kFloat80Exponent - 1}, negative);
    }
    return signed_as({high, static_cast<uint16_t>(exponent)}, negative);
}

Float80 renormalised(const Float80& a) {
    const Parts x = parts_of(a);
    return rounded(x.negative, x.exponent, static_cast<Uint128>(x.mantissa) << 64, Rounding::Nearest);
}

Float80 nan_result(const Float80& a, const Float80& b) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (a_class == Float80Class::Unsupported || b_class == Float80Class::Unsupported) return kFloat80DefaultNan;
    const bool a_nan = a_class == Float80Class::Nan;
    const bool b_nan = b_class == Float80Class::Nan;
    if (!a_nan && !b_nan) return kFloat80DefaultNan;
    Float80 chosen = a_nan ? a : b;
    if (a_nan && b_nan) {
        const bool a_quiet = (a.mantissa & kFloat80Quiet) != 0;
        const bool b_quiet = (b.mantissa & kFloat80Quiet) != 0;
        if (a_quiet != b_quiet)
            chosen = a_quiet ? a : b;
        else if (a.mantissa != b.mantissa)
            chosen = a.mantissa > b.mantissa ? a : b;
        else
            chosen = is_negative(a) ? b : a;
    }
    chosen.mantissa |= kFloat80Quiet;
    return chosen;
}

namespace {

/// Sum of magnitudes or difference, both operands finite and not zero.
Float80 add_finite(Parts a, Parts b, Rounding rounding) {
    if (a.exponent < b.exponent || (a.exponent == b.exponent && a.mantissa < b.mantissa)) std::swap(a, b);
    const Uint128 large = static_cast<Uint128>(a.mantissa) << 62;
    const Uint128 small = shift_right_sticky(static_cast<Uint128>(b.mantissa) << 62,
                                             static_cast<uint32_t>(std::min(a.exponent - b.exponent, 200)));
    const Uint128 result = a.negative == b.negative ? large + small : large - small;
    if (result == 0) return zero(rounding == Rounding::Down);
    return rounded(a.negative, a.exponent + 2, result, rounding);
}

}  // namespace

Float80 float80_add(const Float80& a, const Float80& b, Rounding rounding) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (is_invalid(a_class) || is_invalid(b_class)) return nan_result(a, b);
    if (a_class == Float80Class::Infinite) {
        if (b_class == Float80Class::Infinite && is_negative(a) != is_negative(b)) return kFloat80DefaultNan;
        return a;
    }
    if (b_class == Float80Class::Infinite) return b;
    if (a_class == Float80Class::Zero && b_class == Float80Class::Zero) {
        return zero(is_negative(a) == is_negative(b) ? is_negative(a) : rounding == Rounding::Down);
    }
    if (a_class == Float80Class::Zero) return renormalised(b);
    if (b_class == Float80Class::Zero) return renormalised(a);
    return add_finite(parts_of(a), parts_of(b), rounding);
}

Float80 float80_subtract(const Float80& a, const Float80& b, Rounding rounding) {
    if (is_invalid(float80_class(a)) || is_invalid(float80_class(b))) return nan_result(a, b);
    return float80_add(a, signed_as(b, !is_negative(b)), rounding);
}

Float80 float80_multiply(const Float80& a, const Float80& b, Rounding rounding) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (is_invalid(a_class) || is_invalid(b_class)) return nan_result(a, b);
    const bool negative = is_negative(a) != is_negative(b);
    if (a_class == Float80Class::Infinite || b_class == Float80Class::Infinite) {
        if (a_class == Float80Class::Zero || b_class == Float80Class::Zero) return kFloat80DefaultNan;
        return infinity(negative);
    }
    if (a_class == Float80Class::Zero || b_class == Float80Class::Zero) return zero(negative);
    const Parts x = parts_of(a);
    const Parts y = parts_of(b);
    return rounded(negative, x.exponent + y.exponent - kFloat80Bias + 1, static_cast<Uint128>(x.mantissa) * y.mantissa,
                   rounding);
}

Float80 float80_divide(const Float80& a, const Float80& b, Rounding rounding) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (is_invalid(a_class) || is_invalid(b_class)) return nan_result(a, b);
    const bool negative = is_negative(a) != is_negative(b);
    if (a_class == b_class && (a_class == Float80Class::Zero || a_class == Float80Class::Infinite))
        return kFloat80DefaultNan;
    if (a_class == Float80Class::Infinite || b_class == Float80Class::Zero) return infinity(negative);
    if (a_class == Float80Class::Zero || b_class == Float80Class::Infinite) return zero(negative);
    const Parts x = parts_of(a);
    const Parts y = parts_of(b);
    const Uint128 first = static_cast<Uint128>(x.mantissa) << 63;
    const uint64_t high = static_cast<uint64_t>(first / y.mantissa);
    const Uint128 second = static_cast<Uint128>(static_cast<uint64_t>(first % y.mantissa)) << 64;
    const uint64_t low = static_cast<uint64_t>(second / y.mantissa);
    const bool inexact = second % y.mantissa != 0;
    const Uint128 quotient = (static_cast<Uint128>(high) << 64) | low | (inexact ? 1 : 0);
    return rounded(negative, x.exponent - y.exponent + kFloat80Bias, quotient, rounding);
}

Float80 float80_square_root(const Float80& a, Rounding rounding) {
    const Float80Class kind = float80_class(a);
    if (is_invalid(kind)) return nan_result(a, a);
    if (kind == Float80Class::Zero) return a;
    if (is_negative(a)) return kFloat80DefaultNan;
    if (kind == Float80Class::Infinite) return a;
    const Parts x = parts_of(a);
    const int32_t exponent = x.exponent - kFloat80Bias;
    const bool odd = (exponent & 1) != 0;
    const Uint128 square = static_cast<Uint128>(x.mantissa) << (odd ? 64 : 63);
    uint64_t root = 0;
    for (uint64_t bit = kFloat80Integer; bit != 0; bit >>= 1) {
        const uint64_t candidate = root | bit;
        if (static_cast<Uint128>(candidate) * candidate <= square) root = candidate;
    }
    const Uint128 rest = square - static_cast<Uint128>(root) * root;
    // The root never lies exactly half-way: beyond r + 1/2 the rest exceeds r.
    const uint64_t fraction = rest == 0 ? 0 : rest > root ? uint64_t{3} << 62 : uint64_t{1} << 62;
    return rounded(false, (exponent - (odd ? 1 : 0)) / 2 + kFloat80Bias, (static_cast<Uint128>(root) << 64) | fraction,
                   rounding);
}

Order float80_compare(const Float80& a, const Float80& b) {
    const Float80Class a_class = float80_class(a);
    const Float80Class b_class = float80_class(b);
    if (is_invalid(a_class) || is_invalid(b_class)) return Order::Unordered;
    if (a_class == Float80Class::Zero && b_class == Float80Class::Zero) return Order::Equal;
    if (is_negative(a) != is_negative(b)) return is_negative(a) ? Order::Less : Order::Greater;
    const auto exponent = [](const Float80& x) {
        return std::max<uint32_t>(x.sign_exponent & kFloat80Exponent, x.mantissa != 0 ? 1 : 0);
    };
    const uint32_t x = exponent(a);
    const uint32_t y = exponent(b);
    if (x == y && a.mantissa == b.mantissa) return Order::Equal;
    const bool smaller = x != y ? x < y : a.mantissa < b.mantissa;
    return smaller != is_negative(a) ? Order::Less : Order::Greater;
}

}  // namespace faultline::cpu
