// Timing for benches: repeats a batch until it has run long enough for the clock, and prints one CSV row.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>

namespace faultline::bench {

/// Nanoseconds an operation of the fastest of five repetitions, each at least 20 ms long. `batch` does `operations`.
template <class Batch>
double nanoseconds_each(std::uint64_t operations, Batch&& batch) {
    using Clock = std::chrono::steady_clock;
    batch();
    double best = 1e300;
    for (int repetition = 0; repetition < 5; ++repetition) {
        const auto start = Clock::now();
        double elapsed = 0;
        std::uint64_t batches = 0;
        do {
            batch();
            ++batches;
            elapsed = std::chrono::duration<double, std::nano>(Clock::now() - start).count();
        } while (elapsed < 20e6);
        const double each = elapsed / (static_cast<double>(operations) * static_cast<double>(batches));
        if (each < best) best = each;
    }
    return best;
}

inline void print_header() { std::printf("name,operations,ns_each\n"); }

inline void print_row(const char* name, std::uint64_t operations, double value) {
    std::printf("%s,%llu,%.3f\n", name, static_cast<unsigned long long>(operations), value);
    std::fflush(stdout);
}

template <class Batch>
void measure(const char* name, std::uint64_t operations, Batch&& batch) {
    print_row(name, operations, nanoseconds_each(operations, batch));
}

/// Keeps a result alive without storing it anywhere.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

/// Small, the same everywhere.
struct Random {
    std::uint64_t state = 88172645463325252ull;
    std::uint64_t next() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
};

}  // namespace faultline::bench
