// A running 64-bit hash of integers, the same on every machine. FNV-1a over whole words with an avalanche at the end.
#pragma once

#include <cstdint>

namespace faultline {

struct Hash {
    std::uint64_t value = 0xcbf29ce484222325ull;

    void add(std::uint64_t word) {
        value ^= word;
        value *= 0x100000001b3ull;
        value ^= value >> 29;
    }
    std::uint64_t digest() const {
        std::uint64_t mixed = value;
        mixed ^= mixed >> 33;
        mixed *= 0xff51afd7ed558ccdull;
        mixed ^= mixed >> 33;
        return mixed;
    }
};

}  // namespace faultline
