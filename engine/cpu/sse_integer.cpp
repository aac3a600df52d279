/// SSE2 on integers in XMM registers.
#include <algorithm>
#include <type_traits>

#include "engine/cpu/lanes.hpp"
#include "engine/cpu/sse_values.hpp"

namespace faultline::cpu {

using M = Mnemonic;

namespace {

template <class T>
Xmm sum(const Xmm& a, const Xmm& b) {
    return map_lanes<T>(a, b, [](T x, T y) { return x + y; });
}
template <class T>
Xmm difference(const Xmm& a, const Xmm& b) {
    return map_lanes<T>(a, b, [](T x, T y) { return x - y; });
}
template <class T>
Xmm equal(const Xmm& a, const Xmm& b) {
    return map_lanes<T>(a, b, [](T x, T y) { return x == y ? -1 : 0; });
}
template <class T>
Xmm greater(const Xmm& a, const Xmm& b) {
    return map_lanes<T>(a, b, [](T x, T y) { return x > y ? -1 : 0; });
}

template <class T>
T saturated(int32_t value) {
    const int32_t lowest = std::is_signed_v<T> ? -(1 << (8 * sizeof(T) - 1)) : 0;
    const int32_t highest = std::is_signed_v<T> ? (1 << (8 * sizeof(T) - 1)) - 1 : (1 << (8 * sizeof(T))) - 1;
    return static_cast<T>(std::clamp(value, lowest, highest));
}
template <class T>
Xmm saturated_sum(const Xmm& a, const Xmm& b) {
    return map_lanes<T>(a, b, [](T x, T y) { return saturated<T>(x + y); });
}
template <class T>
Xmm saturated_difference(const Xmm& a, const Xmm& b) {
    return map_lanes<T>(a, b, [](T x, T y) { return saturated<T>(x - y); });
}

template <class T>
Xmm interleave(const Xmm& a, const Xmm& b, bool high) {
    const Lanes<T> left = lanes_of<T>(a);
    const Lanes<T> right = lanes_of<T>(b);
    Lanes<T> r{};
    const uint32_t half = static_cast<uint32_t>(r.size() / 2);
    for (uint32_t i = 0; i < half; ++i) {
        r[2 * i] = left[(high ? half : 0) + i];
        r[2 * i + 1] = right[(high ? half : 0) + i];
    }
    return from_lanes<T>(r);
}

template <class From, class To>
Xmm pack(const Xmm& a, const Xmm& b) {
    Lanes<To> r{};
    const uint32_t half = static_cast<uint32_t>(r.size() / 2);
    for (uint32_t i = 0; i < half; ++i) {
        const int64_t low = lanes_of<From>(a)[i];
        const int64_t high = lanes_of<From>(b)[i];
        r[i] = saturated<To>(static_cast<int32_t>(low));
        r[half + i] = saturated<To>(static_cast<int32_t>(high));
    }
    return from_lanes<To>(r);
}

template <class T>
Xmm shift_left(const Xmm& a, uint64_t count) {
    if (count >= 8 * sizeof(T)) return {};
    return map_lanes<T>(a, a, [&](T x, T) { return static_cast<T>(x << count); });
}
template <class T>
Xmm shift_right(const Xmm& a, uint64_t count) {
    if (count >= 8 * sizeof(T)) {
        if constexpr (std::is_unsigned_v<T>) return {};
        count = 8 * sizeof(T) - 1;
    }
    return map_lanes<T>(a, a, [&](T x, T) { return static_cast<T>(x >> count); });
}

Xmm shift_bytes(const Xmm& a, uint64_t count, bool left) {
    const Lanes<uint8_t> from = lanes_of<uint8_t>(a);
    Lanes<uint8_t> r{};
    const uint32_t by = static_cast<uint32_t>(std::min<uint64_t>(count, 16));
    for (uint32_t i = 0; i + by < 16; ++i) r[left ? i + by : i] = from[left ? i : i + by];
    return from_lanes<uint8_t>(r);
}

Xmm shuffle_words(const Xmm& a, uint8_t immediate, uint32_t first) {
    Lanes<uint16_t> r = lanes_of<uint16_t>(a);
    const Lanes<uint16_t> from = r;
    for (uint32_t i = 0; i < 4; ++i) r[first + i] = from[first + ((immediate >> (2 * i)) & 3u)];
    return from_lanes<uint16_t>(r);
}

Xmm shuffle_doublewords(const Xmm& b, uint8_t immediate) {
    const Lanes<uint32_t> from = lanes_of<uint32_t>(b);
    Lanes<uint32_t> r{};
    for (uint32_t i = 0; i < 4; ++i) r[i] = from[(immediate >> (2 * i)) & 3u];
    return from_lanes<uint32_t>(r);
}

Xmm multiply_add_words(const Xmm& a, const Xmm& b) {
    const Lanes<int16_t> left = lanes_of<int16_t>(a);
    const Lanes<int16_t> right = lanes_of<int16_t>(b);
    Lanes<uint32_t> r{};
    for (uint32_t i = 0; i < 4; ++i) {
        // Both products may be 2^30, whose sum wraps: add as unsigned.
        r[i] = static_cast<uint32_t>(left[2 * i] * right[2 * i]) +
               static_cast<uint32_t>(left[2 * i + 1] * right[2 * i + 1]);
    }
    return from_lanes<uint32_t>(r);
}

Xmm sum_of_differences(const Xmm& a, const Xmm& b) {
    const Lanes<uint8_t> left = lanes_of<uint8_t>(a);
    const Lanes<uint8_t> right = lanes_of<uint8_t>(b);
    uint64_t sums[2] = {0, 0};
    for (uint32_t i = 0; i < 16; ++i) sums[i / 8] += left[i] > right[i] ? left[i] - right[i] : right[i] - left[i];
    return {sums[0], sums[1]};
}

uint64_t low_product(uint64_t a, uint64_t b) { return (a & 0xffffffffu) * (b & 0xffffffffu); }

Xmm shift_result(Mnemonic mnemonic, const Xmm& a, uint64_t count) {
    switch (mnemonic) {
        case M::Psllw: return shift_left<uint16_t>(a, count);
        case M::Pslld: return shift_left<uint32_t>(a, count);
        case M::Psllq: return shift_left<uint64_t>(a, count);
        case M::Psrlw: return shift_right<uint16_t>(a, count);
        case M::Psrld: return shift_right<uint32_t>(a, count);
        case M::Psrlq: return shift_right<uint64_t>(a, count);
        case M::Psraw: return shift_right<int16_t>(a, count);
        case M::Psrad: return shift_right<int32_t>(a, count);
        default: return shift_bytes(a, count, mnemonic == M::Pslldq);
    }
}

Xmm word_and_byte_result(Mnemonic mnemonic, const Xmm& a, const Xmm& b) {
    switch (mnemonic) {
        case M::Pminub: return map_lanes<uint8_t>(a, b, [](uint8_t x, uint8_t y) { return std::min(x, y); });
        case M::Pmaxub: return map_lanes<uint8_t>(a, b, [](uint8_t x, uint8_t y) { return std::max(x, y); });
        case M::Pminsw: return map_lanes<int16_t>(a, b, [](int16_t x, int16_t y) { return std::min(x, y); });
        case M::Pmaxsw: return map_lanes<int16_t>(a, b, [](int16_t x, int16_t y) { return std::max(x, y); });
        case M::Pmullw: return map_lanes<int16_t>(a, b, [](int16_t x, int16_t y) { return x * y; });
        case M::Pmulhw: return map_lanes<int16_t>(a, b, [](int16_t x, int16_t y) { return (x * y) >> 16; });
        case M::Pmulhuw: return map_lanes<uint16_t>(a, b, [](uint32_t x, uint32_t y) { return (x * y) >> 16; });
        case M::Pavgb: return map_lanes<uint8_t>(a, b, [](uint8_t x, uint8_t y) { return (x + y + 1) >> 1; });
        case M::Pavgw: return map_lanes<uint16_t>(a, b, [](uint16_t x, uint16_t y) { return (x + y + 1) >> 1; });
        case M::Paddusb: return saturated_sum<uint8_t>(a, b);
        case M::Paddusw: return saturated_sum<uint16_t>(a, b);
        case M::Psubusb: return saturated_difference<uint8_t>(a, b);
        case M::Psubusw: return saturated_difference<uint16_t>(a, b);
        case M::Paddsb: return saturated_sum<int8_t>(a, b);
        case M::Paddsw: return saturated_sum<int16_t>(a, b);
        case M::Psubsb: return saturated_difference<int8_t>(a, b);
        case M::Psubsw: return saturated_difference<int16_t>(a, b);
        case M::Packsswb: return pack<int16_t, int8_t>(a, b);
        case M::Packuswb: return pack<int16_t, uint8_t>(a, b);
        default: return pack<int32_t, int16_t>(a, b);
    }
}

}  // namespace

Xmm integer_result(Mnemonic mnemonic, const Xmm& a, const Xmm& b, uint8_t immediate) {
    if (mnemonic >= M::Psllw && mnemonic <= M::Psrldq) return shift_result(mnemonic, a, b.low);
    switch (mnemonic) {
        case M::Pand: return {a.low & b.low, a.high & b.high};
        case M::Pandn: return {~a.low & b.low, ~a.high & b.high};
        case M::Por: return {a.low | b.low, a.high | b.high};
        case M::Pxor: return {a.low ^ b.low, a.high ^ b.high};
        case M::Paddb: return sum<uint8_t>(a, b);
        case M::Paddw: return sum<uint16_t>(a, b);
        case M::Paddd: return sum<uint32_t>(a, b);
        case M::Paddq: return sum<uint64_t>(a, b);
        case M::Psubb: return difference<uint8_t>(a, b);
        case M::Psubw: return difference<uint16_t>(a, b);
        case M::Psubd: return difference<uint32_t>(a, b);
        case M::Psubq: return difference<uint64_t>(a, b);
        case M::Pcmpeqb: return equal<uint8_t>(a, b);
        case M::Pcmpeqw: return equal<uint16_t>(a, b);
        case M::Pcmpeqd: return equal<uint32_t>(a, b);
        case M::Pcmpgtb: return greater<int8_t>(a, b);
        case M::Pcmpgtw: return greater<int16_t>(a, b);
        case M::Pcmpgtd: return greater<int32_t>(a, b);
        case M::Pmuludq: return {low_product(a.low, b.low), low_product(a.high, b.high)};
        case M::Pmaddwd: return multiply_add_words(a, b);
        case M::Psadbw: return sum_of_differences(a, b);
        case M::Punpcklbw: return interleave<uint8_t>(a, b, false);
        case M::Punpcklwd: return interleave<uint16_t>(a, b, false);
        case M::Punpckldq: return interleave<uint32_t>(a, b, false);
        case M::Punpcklqdq: return {a.low, b.low};
        case M::Punpckhbw: return interleave<uint8_t>(a, b, true);
        case M::Punpckhwd: return interleave<uint16_t>(a, b, true);
        case M::Punpckhdq: return interleave<uint32_t>(a, b, true);
        case M::Punpckhqdq: return {a.high, b.high};
        case M::Pshufd: return shuffle_doublewords(b, immediate);
        case M::Pshuflw: return shuffle_words(b, immediate, 0);
        case M::Pshufhw: return shuffle_words(b, immediate, 4);
        default: return word_and_byte_result(mnemonic, a, b);
    }
}

uint64_t sign_mask(Mnemonic mnemonic, const Xmm& b) {
    const uint32_t step = mnemonic == M::Pmovmskb ? 8 : mnemonic == M::Movmskps ? 32 : 64;
    uint64_t mask = 0;
    for (uint32_t i = 0; i < 128 / step; ++i) {
        const uint32_t bit = i * step + step - 1;
        mask |= (((bit < 64 ? b.low : b.high) >> (bit & 63u)) & 1u) << i;
    }
    return mask;
}

uint64_t extract_word(const Xmm& b, uint8_t index) { return lanes_of<uint16_t>(b)[index & 7u]; }

Xmm insert_word(const Xmm& a, uint16_t value, uint8_t index) {
    Lanes<uint16_t> lanes = lanes_of<uint16_t>(a);
    lanes[index & 7u] = value;
    return from_lanes<uint16_t>(lanes);
}

}  // namespace faultline::cpu
