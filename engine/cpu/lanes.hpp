/// XMM registers as arrays of lanes.
#pragma once

#include <array>
#include <cstdint>

#include "engine/cpu/state.hpp"

namespace faultline::cpu {

template <class T>
using Lanes = std::array<T, 16 / sizeof(T)>;

template <class T>
[[nodiscard]] Lanes<T> lanes_of(const Xmm& value) {
    return __builtin_bit_cast(Lanes<T>, value);
}
template <class T>
[[nodiscard]] Xmm from_lanes(const Lanes<T>& lanes) {
    return __builtin_bit_cast(Xmm, lanes);
}
/// op(a, b) lane by lane.
template <class T, class Operation>
[[nodiscard]] Xmm map_lanes(const Xmm& a, const Xmm& b, Operation&& operation) {
    Lanes<T> left = lanes_of<T>(a);
    const Lanes<T> right = lanes_of<T>(b);
    for (uint32_t i = 0; i < left.size(); ++i) left[i] = static_cast<T>(operation(left[i], right[i]));
    return from_lanes<T>(left);
}

}  // namespace faultline::cpu
