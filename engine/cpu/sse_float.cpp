#include "engine/cpu/float_bits.hpp"
#include "engine/cpu/lanes.hpp"
#include "engine/cpu/sse_values.hpp"

namespace faultline::cpu {

using M = Mnemonic;

namespace {

/// The families Addps.., Addpd.., Addss.., Addsd.. list their members in this order.
enum class Arithmetic : uint8_t { Add, Multiply, Subtract, Minimum, Divide, Maximum, SquareRoot };

template <class T>
T arithmetic(Arithmetic operation, T a, T b) {
    using F = FloatBits<T>;
    switch (operation) {
        case Arithmetic::Add: return F::add(a, b);
        case Arithmetic::Multiply: return F::multiply(a, b);
        case Arithmetic::Subtract: return F::subtract(a, b);
        case Arithmetic::Minimum: return F::minimum(a, b);
        case Arithmetic::Divide: return F::divide(a, b);
        case Arithmetic::Maximum: return F::maximum(a, b);
        case Arithmetic::SquareRoot: return F::square_root(b);
    }
    return b;
}

Arithmetic member(Mnemonic mnemonic, Mnemonic first) {
    return static_cast<Arithmetic>(static_cast<uint16_t>(mnemonic) - static_cast<uint16_t>(first));
}

uint64_t with_low_32(uint64_t old, uint32_t low) { return (old & 0xffffffff00000000u) | low; }

Xmm shuffle_singles(const Xmm& a, const Xmm& b, uint8_t immediate) {
    const Lanes<uint32_t> left = lanes_of<uint32_t>(a);
    const Lanes<uint32_t> right = lanes_of<uint32_t>(b);
    return from_lanes<uint32_t>(
        {left[immediate & 3u], left[(immediate >> 2) & 3u], right[(immediate >> 4) & 3u], right[immediate >> 6]});
}

Xmm logic_result(Mnemonic mnemonic, const Xmm& a, const Xmm& b) {
    switch (mnemonic) {
        case M::Andps:
        case M::Andpd: return {a.low & b.low, a.high & b.high};
        case M::Andnps:
        case M::Andnpd: return {~a.low & b.low, ~a.high & b.high};
        case M::Orps:
        case M::Orpd: return {a.low | b.low, a.high | b.high};
        default: return {a.low ^ b.low, a.high ^ b.high};
    }
}

uint32_t narrow_integer(uint64_t bits, bool truncate) {
    return static_cast<uint32_t>(FloatBits<uint64_t>::to_integer(bits, 4, truncate));
}
uint64_t double_of(uint32_t integer) {
    return FloatBits<uint64_t>::bits(static_cast<double>(static_cast<int32_t>(integer)));
}
uint64_t pair(uint32_t low, uint32_t high) { return low | (static_cast<uint64_t>(high) << 32); }

Xmm packed_conversion(Mnemonic mnemonic, const Xmm& b) {
    const Lanes<uint32_t> lanes = lanes_of<uint32_t>(b);
    Lanes<uint32_t> r{};
    switch (mnemonic) {
        case M::Cvtps2pd: return {widen_float(lanes[0]), widen_float(lanes[1])};
        case M::Cvtpd2ps: return {pair(narrow_float(b.low), narrow_float(b.high)), 0};
        case M::Cvtdq2pd: return {double_of(lanes[0]), double_of(lanes[1])};
        case M::Cvtpd2dq: return {pair(narrow_integer(b.low, false), narrow_integer(b.high, false)), 0};
        case M::Cvttpd2dq: return {pair(narrow_integer(b.low, true), narrow_integer(b.high, true)), 0};
        case M::Cvtdq2ps:
            for (uint32_t i = 0; i < 4; ++i)
                r[i] = FloatBits<uint32_t>::bits(static_cast<float>(static_cast<int32_t>(lanes[i])));
            return from_lanes<uint32_t>(r);
        default:
            for (uint32_t i = 0; i < 4; ++i)
                r[i] = static_cast<uint32_t>(FloatBits<uint32_t>::to_integer(lanes[i], 4, mnemonic == M::Cvttps2dq));
            return from_lanes<uint32_t>(r);
    }
}

}  // namespace

Xmm float_result(Mnemonic mnemonic, const Xmm& a, const Xmm& b, uint8_t immediate) {
    const uint32_t a32 = static_cast<uint32_t>(a.low);
    const uint32_t b32 = static_cast<uint32_t>(b.low);
    if (mnemonic >= M::Addsd && mnemonic <= M::Sqrtsd)
        return {arithmetic(member(mnemonic, M::Addsd), a.low, b.low), a.high};
    if (mnemonic >= M::Addss && mnemonic <= M::Sqrtss)
        return {with_low_32(a.low, arithmetic(member(mnemonic, M::Addss), a32, b32)), a.high};
    if (mnemonic >= M::Addps && mnemonic <= M::Sqrtps) {
        return map_lanes<uint32_t>(
            a, b, [&](uint32_t x, uint32_t y) { return arithmetic(member(mnemonic, M::Addps), x, y); });
    }
    if (mnemonic >= M::Addpd && mnemonic <= M::Sqrtpd) {
        return map_lanes<uint64_t>(
            a, b, [&](uint64_t x, uint64_t y) { return arithmetic(member(mnemonic, M::Addpd), x, y); });
    }
    if (mnemonic >= M::Andps && mnemonic <= M::Xorpd) return logic_result(mnemonic, a, b);
    switch (mnemonic) {
        case M::Cvtss2sd: return {widen_float(b32), a.high};
        case M::Cvtsd2ss: return {with_low_32(a.low, narrow_float(b.low)), a.high};
        case M::Cmpss: return {with_low_32(a.low, FloatBits<uint32_t>::compare(a32, b32, immediate)), a.high};
        case M::Cmpsd: return {FloatBits<uint64_t>::compare(a.low, b.low, immediate), a.high};
        case M::Cmpps:
            return map_lanes<uint32_t>(
                a, b, [&](uint32_t x, uint32_t y) { return FloatBits<uint32_t>::compare(x, y, immediate); });
        case M::Cmppd:
            return map_lanes<uint64_t>(
                a, b, [&](uint64_t x, uint64_t y) { return FloatBits<uint64_t>::compare(x, y, immediate); });
        case M::Unpcklps:
            return {pair(a32, b32), pair(static_cast<uint32_t>(a.low >> 32), static_cast<uint32_t>(b.low >> 32))};
        case M::Unpckhps:
            return {pair(static_cast<uint32_t>(a.high), static_cast<uint32_t>(b.high)),
                    pair(static_cast<uint32_t>(a.high >> 32), static_cast<uint32_t>(b.high >> 32))};
        case M::Unpcklpd: return {a.low, b.low};
        case M::Unpckhpd: return {a.high, b.high};
        case M::Shufps: return shuffle_singles(a, b, immediate);
        case M::Shufpd: return {(immediate & 1u) != 0 ? a.high : a.low, (immediate & 2u) != 0 ? b.high : b.low};
        default: return packed_conversion(mnemonic, b);
    }
}

Flags compare_floats(Mnemonic mnemonic, const Xmm& a, const Xmm& b) {
    const bool single = mnemonic == M::Ucomiss || mnemonic == M::Comiss;
    // Widening is exact and keeps NaN a NaN, so doubles serve both.
    const uint64_t x = single ? widen_float(static_cast<uint32_t>(a.low)) : a.low;
    const uint64_t y = single ? widen_float(static_cast<uint32_t>(b.low)) : b.low;
    using F = FloatBits<uint64_t>;
    if (F::is_nan(x) || F::is_nan(y)) return Flags::from_bits(kFlagZero | kFlagParity | kFlagCarry);
    if (F::value(x) == F::value(y)) return Flags::from_bits(kFlagZero);
    return Flags::from_bits(F::value(x) < F::value(y) ? kFlagCarry : 0);
}

Xmm from_integer(Mnemonic mnemonic, const Xmm& a, uint64_t value, uint8_t size) {
    const int64_t integer =
        size == 4 ? static_cast<int32_t>(static_cast<uint32_t>(value)) : static_cast<int64_t>(value);
    if (mnemonic == M::Cvtsi2sd) return {FloatBits<uint64_t>::bits(static_cast<double>(integer)), a.high};
    return {with_low_32(a.low, FloatBits<uint32_t>::bits(static_cast<float>(integer))), a.high};
}

uint64_t to_integer(Mnemonic mnemonic, const Xmm& b, uint8_t size) {
    const bool truncate = mnemonic == M::Cvttss2si || mnemonic == M::Cvttsd2si;
    const bool single = mnemonic == M::Cvttss2si || mnemonic == M::Cvtss2si;
    return FloatBits<uint64_t>::to_integer(single ? widen_float(static_cast<uint32_t>(b.low)) : b.low, size, truncate);
}

}  // namespace faultline::cpu
