/// The x87's 80-bit extended precision in integer arithmetic, the same on every host.
///
/// Results carry 64 bits of significand and obey the rounding mode; precision control is not modelled, and exceptions,
/// all masked on Linux, are not recorded. NaN operands follow x86's rules for x87. Source: Intel SDM volume 1, chapters
/// 4 and 8.
#pragma once

#include <cstdint>

#include "engine/cpu/state.hpp"

namespace faultline::cpu {

/// In the order of the RC field of the control word.
enum class Rounding : uint8_t { Nearest, Down, Up, Zero };

enum class Order : uint8_t { Less, Equal, Greater, Unordered };

inline constexpr uint16_t kFloat80Sign = 0x8000;
inline constexpr uint16_t kFloat80Exponent = 0x7fff;
inline constexpr int32_t kFloat80Bias = 16383;
inline constexpr uint64_t kFloat80Integer = uint64_t{1} << 63;
inline constexpr uint64_t kFloat80Quiet = uint64_t{1} << 62;
inline constexpr Float80 kFloat80DefaultNan{kFloat80Integer | kFloat80Quiet, kFloat80Sign | kFloat80Exponent};

[[nodiscard]] Float80 float80_add(const Float80& a, const Float80& b, Rounding rounding);
[[nodiscard]] Float80 float80_subtract(const Float80& a, const Float80& b, Rounding rounding);
[[nodiscard]] Float80 float80_multiply(const Float80& a, const Float80& b, Rounding rounding);
[[nodiscard]] Float80 float80_divide(const Float80& a, const Float80& b, Rounding rounding);
[[nodiscard]] Float80 float80_square_root(const Float80& a, Rounding rounding);
/// To an integral value.
[[nodiscard]] Float80 float80_round(const Float80& a, Rounding rounding);
/// a * 2^(b truncated), as FSCALE.
[[nodiscard]] Float80 float80_scale(const Float80& a, const Float80& b, Rounding rounding);

struct Remainder {
    Float80 value{};
    /// The low bits of the truncated quotient.
    uint64_t quotient = 0;
    /// False: the exponents were too far apart, and `value` is a step on the way; apply again.
    bool complete = true;
    /// False: an operand was no number (or the division impossible), and `value` is a NaN.
    bool numeric = true;
};
/// One step of FPREM.
[[nodiscard]] Remainder float80_remainder(const Float80& a, const Float80& b);

[[nodiscard]] Order float80_compare(const Float80& a, const Float80& b);

[[nodiscard]] Float80 float80_from_integer(int64_t value);
/// `bytes` is 2, 4 or 8. What does not fit becomes the integer indefinite, the most negative value.
[[nodiscard]] int64_t float80_to_integer(const Float80& a, uint32_t bytes, Rounding rounding);
/// Exact; a signalling NaN stays one, for arithmetic to see. FLD quiets it with `float80_quieted`.
[[nodiscard]] Float80 float80_from_single(uint32_t bits);
[[nodiscard]] Float80 float80_from_double(uint64_t bits);
[[nodiscard]] uint32_t float80_to_single(const Float80& a, Rounding rounding);
[[nodiscard]] uint64_t float80_to_double(const Float80& a, Rounding rounding);

[[nodiscard]] Float80 float80_quieted(const Float80& a);

enum class Float80Class : uint8_t { Zero, Finite, Infinite, Nan, Unsupported };
[[nodiscard]] Float80Class float80_class(const Float80& a);

}  // namespace faultline::cpu
