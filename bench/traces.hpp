// The traces that policies and pagers are timed on: 65,536 pages, meant for 16,384 frames. Integers alone, so that
// traces.mjs makes the same ones for the references in JavaScript.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace faultline::bench {

inline constexpr std::uint32_t trace_pages = 65536;
inline constexpr std::uint32_t trace_frames = 16384;

/// xorshift on 32 bits.
struct Random32 {
    std::uint32_t state = 2463534242u;
    std::uint32_t next() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    }
};

inline std::vector<std::uint32_t> cyclic_trace(std::size_t accesses) {
    std::vector<std::uint32_t> trace(accesses);
    for (std::size_t i = 0; i < accesses; ++i) trace[i] = static_cast<std::uint32_t>(i % trace_pages);
    return trace;
}

inline std::vector<std::uint32_t> uniform_trace(std::size_t accesses) {
    std::vector<std::uint32_t> trace(accesses);
    Random32 random;
    for (std::uint32_t& page : trace) page = random.next() % trace_pages;
    return trace;
}

/// Zipf with exponent 1: a page of rank r is used in proportion to 1 / r. The ranks lie scattered over the pages.
inline std::vector<std::uint32_t> zipf_trace(std::size_t accesses) {
    std::vector<std::uint32_t> up_to(trace_pages);
    std::uint32_t sum = 0;
    for (std::uint32_t rank = 0; rank < trace_pages; ++rank) up_to[rank] = sum += (1u << 28) / (rank + 1);
    std::vector<std::uint32_t> trace(accesses);
    Random32 random;
    for (std::uint32_t& page : trace) {
        const auto rank = std::upper_bound(up_to.begin(), up_to.end(), random.next() % sum) - up_to.begin();
        page = static_cast<std::uint32_t>(rank) * 40503u % trace_pages;
    }
    return trace;
}

/// 20 phases, each on a stretch of its own of 12,000 or 20,000 pages in turn; one access in 20 strays.
inline std::vector<std::uint32_t> phased_trace(std::size_t accesses) {
    std::vector<std::uint32_t> trace(accesses);
    Random32 random;
    for (std::size_t i = 0; i < accesses; ++i) {
        const auto phase = static_cast<std::uint32_t>(i * 20 / accesses);
        const std::uint32_t set = phase % 2 == 0 ? 12000 : 20000;
        const bool strays = random.next() % 20 == 0;
        trace[i] = strays ? random.next() % trace_pages : (phase * 9973 + random.next() % set) % trace_pages;
    }
    return trace;
}

struct NamedTrace {
    std::string name;
    std::vector<std::uint32_t> pages;
};

inline std::vector<NamedTrace> four_traces(std::size_t accesses) {
    return {{"cyclic", cyclic_trace(accesses)},
            {"uniform", uniform_trace(accesses)},
            {"zipf", zipf_trace(accesses)},
            {"phases", phased_trace(accesses)}};
}

}  // namespace faultline::bench
