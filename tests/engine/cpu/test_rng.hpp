/// A small random generator for tests: the same numbers on every host.
#pragma once

#include <cstdint>

namespace faultline::test {

class TestRng {
  public:
    explicit TestRng(uint64_t seed) : state_(seed) {}

    uint64_t next() {
        state_ += 0x9e3779b97f4a7c15u;
        uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    /// 0 .. limit - 1.
    uint32_t below(uint32_t limit) { return static_cast<uint32_t>((next() >> 32) % limit); }
    bool chance(uint32_t one_in) { return below(one_in) == 0; }
    template <class T, uint32_t size>
    const T& pick(const T (&from)[size]) {
        return from[below(size)];
    }
    /// A 64-bit value that is often an edge: small, all ones, a lone bit, the sign boundary of some width.
    uint64_t edge() {
        const uint64_t value = next();
        switch (below(8)) {
            case 0: return value & 0xffu;
            case 1: return uint64_t{0} - (value & 0xffu);
            case 2: return uint64_t{1} << (value & 63u);
            case 3: return (uint64_t{1} << (value & 63u)) - 1;
            case 4: return value & 0xffffffffu;
            case 5: return 0x8000000080008080u;
            default: return value;
        }
    }

  private:
    uint64_t state_;
};

}  // namespace faultline::test
