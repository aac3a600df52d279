// Timing for benches: repeats batches until they have run long enough for the clock, and prints one CSV row a
// measurement. What is to be compared is timed in turn, so that both sides share the machine's mood. The clock is the
// processor's time of this process where the host tells it, which is everywhere but in a browser: other work then
// disturbs less.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace faultline::bench {

inline double nanoseconds_now() {
#ifdef __EMSCRIPTEN__
    // clang-format off
    return EM_ASM_DOUBLE({
        if (typeof process === "undefined" || !process.cpuUsage) return performance.now() * 1e6;
        const usage = process.cpuUsage();
        return (usage.user + usage.system) * 1e3;
    });
    // clang-format on
#else
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
#endif
}

/// Nanoseconds of one batch. A batch that prepares something first answers itself how long its own part took.
template <class Batch>
double time_once(Batch&& batch) {
    if constexpr (std::is_same_v<decltype(batch()), double>) {
        return batch();
    } else {
        const double start = nanoseconds_now();
        batch();
        return nanoseconds_now() - start;
    }
}

/// How many batches in a row last about a millisecond: long for every clock, and short enough to be left alone by
/// others.
template <class Batch>
std::uint64_t batches_at_once(Batch&& batch) {
    time_once(batch);
    std::uint64_t batches = 1;
    for (double elapsed = time_once(batch); elapsed < 1e6 && batches < 1u << 20; batches *= 2) {
        elapsed = 0;
        for (std::uint64_t i = 0; i < 2 * batches; ++i) elapsed += time_once(batch);
    }
    return batches;
}

/// Nanoseconds an operation: the fastest of what runs in 20 ms, timed `at_once` batches at a time.
template <class Batch>
double one_repetition(std::uint64_t operations, std::uint64_t at_once, Batch&& batch) {
    double best = 1e300;
    for (double total = 0; total < 20e6;) {
        double elapsed = 0;
        for (std::uint64_t i = 0; i < at_once; ++i) elapsed += time_once(batch);
        if (elapsed < best) best = elapsed;
        total += elapsed;
    }
    return best / (static_cast<double>(operations) * static_cast<double>(at_once));
}

/// The rows that are wanted: those whose name contains one of the words, or all of them without a word.
class Wanted {
  public:
    static Wanted& rows() {
        static Wanted wanted;
        return wanted;
    }
    void only(int count, char** words) { words_.assign(words, words + count); }
    bool operator()(std::string_view name) const {
        for (const std::string& word : words_) {
            if (name.find(word) != std::string_view::npos) return true;
        }
        return words_.empty();
    }
    bool any_of_family(std::string_view prefix) const {
        for (const std::string& word : words_) {
            if (word.find(prefix) != std::string::npos) return true;
        }
        return (*this)(prefix);
    }

  private:
    std::vector<std::string> words_;
};

inline bool wanted(std::string_view name) { return Wanted::rows()(name); }
/// Whether rows whose names begin like this may be wanted.
inline bool wanted_family(std::string_view prefix) { return Wanted::rows().any_of_family(prefix); }

/// Every bench begins with this: the words of the command line choose rows.
inline void begin(int count, char** words) {
    Wanted::rows().only(count - 1, words + 1);
    std::printf("name,operations,ns_each\n");
}

inline void print_row(const std::string& name, std::uint64_t operations, double value) {
    if (!wanted(name)) return;
    std::printf("%s,%llu,%.3f\n", name.c_str(), static_cast<unsigned long long>(operations), value);
    std::fflush(stdout);
}

/// The fastest of five repetitions. `batch` does `operations`.
template <class Batch>
void measure(const std::string& name, std::uint64_t operations, Batch&& batch) {
    if (!wanted(name)) return;
    const std::uint64_t at_once = batches_at_once(batch);
    double best = 1e300;
    for (int repetition = 0; repetition < 5; ++repetition) {
        const double each = one_repetition(operations, at_once, batch);
        if (each < best) best = each;
    }
    print_row(name, operations, best);
}

/// Ours and the reference in turn, five times each: the rows `name` and `reference_name`, each its fastest.
template <class Ours, class Reference>
void compare(const std::string& name, std::uint64_t operations, Ours&& ours, Reference&& reference) {
    if (!wanted(name)) return;
    const std::uint64_t at_once = batches_at_once(ours), reference_at_once = batches_at_once(reference);
    double best = 1e300, best_reference = 1e300;
    for (int repetition = 0; repetition < 5; ++repetition) {
        const double each = one_repetition(operations, at_once, ours);
        const double reference_each = one_repetition(operations, reference_at_once, reference);
        if (each < best) best = each;
        if (reference_each < best_reference) best_reference = reference_each;
    }
    print_row(name, operations, best);
    print_row("reference_" + name, operations, best_reference);
}

/// A bench that measures something else than it says stops.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "bench: %s\n", what);
    std::exit(1);
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
