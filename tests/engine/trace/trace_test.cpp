// Replacement policies on page-number traces: textbook answers, and every fast method against a slow one.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "engine/trace/comparison.hpp"
#include "engine/trace/lru_curve.hpp"
#include "engine/trace/replay.hpp"

using namespace faultline;

namespace {

/// Pages of `length` random accesses among `pages`, half of them to an eighth of the pages.
PageTrace random_trace(std::uint32_t pages, std::uint32_t length, std::uint64_t seed) {
    std::vector<std::uint64_t> numbers;
    std::uint64_t state = seed * 2 + 1;
    for (std::uint32_t i = 0; i < length; ++i) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        const std::uint64_t draw = state >> 33;
        numbers.push_back((draw & 1) != 0 ? (draw >> 1) % pages : (draw >> 1) % std::max(pages / 8, 1u));
    }
    return page_trace(numbers);
}

/// The textbook's way, with a linear search for the victim: `worse(a, b)` says that `a` should go before `b`.
template <class Worse>
std::uint64_t slow_faults(const PageTrace& trace, std::uint32_t frames, Worse worse) {
    std::vector<std::uint32_t> memory;
    std::uint64_t faults = 0;
    for (std::size_t now = 0; now < trace.accesses.size(); ++now) {
        const std::uint32_t page = trace.accesses[now];
        if (std::find(memory.begin(), memory.end(), page) != memory.end()) continue;
        ++faults;
        if (memory.size() == frames) {
            std::size_t victim = 0;
            for (std::size_t i = 1; i < memory.size(); ++i) {
                if (worse(memory[i], memory[victim], now)) victim = i;
            }
            memory.erase(memory.begin() + static_cast<std::ptrdiff_t>(victim));
        }
        memory.push_back(page);
    }
    return faults;
}

/// FIFO, or with `second_chance` CLOCK as it is told: a used page at the head of the queue goes to its end instead.
std::uint64_t slow_queue(const PageTrace& trace, std::uint32_t frames, bool second_chance) {
    std::vector<std::pair<std::uint32_t, bool>> queue;
    std::uint64_t faults = 0;
    for (const std::uint32_t page : trace.accesses) {
        const auto at =
            std::find_if(queue.begin(), queue.end(), [page](const auto& entry) { return entry.first == page; });
        if (at != queue.end()) {
            at->second = true;
            continue;
        }
        ++faults;
        if (queue.size() == frames) {
            while (second_chance && queue.front().second) {
                queue.front().second = false;
                std::rotate(queue.begin(), queue.begin() + 1, queue.end());
            }
            queue.erase(queue.begin());
        }
        queue.push_back({page, true});
    }
    return faults;
}

std::size_t last_use(const PageTrace& trace, std::uint32_t page, std::size_t now) {
    while (trace.accesses[--now] != page) {
    }
    return now;
}
std::size_t next_use(const PageTrace& trace, std::uint32_t page, std::size_t now) {
    while (now < trace.accesses.size() && trace.accesses[now] != page) ++now;
    return now;
}

std::uint64_t slow_lru(const PageTrace& trace, std::uint32_t frames) {
    return slow_faults(trace, frames, [&](std::uint32_t a, std::uint32_t b, std::size_t now) {
        return last_use(trace, a, now) < last_use(trace, b, now);
    });
}
std::uint64_t slow_optimal(const PageTrace& trace, std::uint32_t frames) {
    return slow_faults(trace, frames, [&](std::uint32_t a, std::uint32_t b, std::size_t now) {
        return next_use(trace, a, now) > next_use(trace, b, now);
    });
}

const std::vector<std::uint64_t> belady_string = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};

}  // namespace

TEST_CASE("pages are renumbered by first use, whatever their numbers were") {
    const PageTrace trace = page_trace(std::vector<std::uint64_t>{700, 3, 700, 1ull << 40, 3});
    CHECK(trace.accesses == std::vector<std::uint32_t>{0, 1, 0, 2, 1});
    CHECK(trace.pages == 3);
    CHECK(trace.original == std::vector<std::uint64_t>{700, 3, 1ull << 40});
    CHECK(page_trace({}).pages == 0);
}

TEST_CASE("Belady's anomaly: FIFO takes more faults in four frames than in three, and LRU never does") {
    const PageTrace trace = page_trace(belady_string);
    CHECK(replay(trace, 3, TracePolicy::Fifo).faults == 9);
    CHECK(replay(trace, 4, TracePolicy::Fifo).faults == 10);
    CHECK(replay(trace, 3, TracePolicy::Lru).faults == 10);
    CHECK(replay(trace, 4, TracePolicy::Lru).faults == 8);
    CHECK(replay(trace, 3, TracePolicy::Optimal).faults == 7);
    CHECK(replay(trace, 4, TracePolicy::Optimal).faults == 6);
}

TEST_CASE("steps say which frame took the page and who had to go") {
    const PageTrace trace = page_trace(std::vector<std::uint64_t>{0, 1, 0, 2, 1});
    const std::vector<ReplayStep> steps = replay_steps(trace, 2, TracePolicy::Lru);
    REQUIRE(steps.size() == 5);
    CHECK(steps[2].hit);
    CHECK(steps[2].frame == 0);
    CHECK(steps[3].evicted == 1);
    CHECK(steps[3].frame == 1);
    CHECK(steps[4].evicted == 0);
    CHECK(steps[4].frame == 0);
    CHECK(steps[1].evicted == ReplayStep::nothing);
}

TEST_CASE("CLOCK spares a page that was used since the hand came by") {
    // All lose their bits when 3 comes and 0 goes; then 1 is used again, so 4 takes 2's place, where FIFO takes 1's.
    const PageTrace trace = page_trace(std::vector<std::uint64_t>{0, 1, 2, 3, 1, 4});
    const std::vector<ReplayStep> steps = replay_steps(trace, 3, TracePolicy::Clock);
    CHECK(steps[3].evicted == 0);
    CHECK(steps[4].hit);
    CHECK(steps[5].evicted == 2);
    CHECK(replay_steps(trace, 3, TracePolicy::Fifo)[5].evicted == 1);
}

TEST_CASE("FIFO and CLOCK agree with a queue on random traces, over and beneath 64 frames") {
    const PageTrace trace = random_trace(600, 20000, 3);
    for (const std::uint32_t frames : {1u, 2u, 63u, 64u, 65u, 128u, 200u, 599u}) {
        CAPTURE(frames);
        CHECK(replay(trace, frames, TracePolicy::Fifo).faults == slow_queue(trace, frames, false));
        CHECK(replay(trace, frames, TracePolicy::Clock).faults == slow_queue(trace, frames, true));
    }
}

TEST_CASE("LRU and OPT agree with a linear search on random traces") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        const PageTrace trace = random_trace(24, 300, seed);
        for (const std::uint32_t frames : {1u, 2u, 5u, 11u, 23u}) {
            CAPTURE(frames);
            const ReplayCounts lru = replay(trace, frames, TracePolicy::Lru);
            CHECK(lru.faults == slow_lru(trace, frames));
            CHECK(replay(trace, frames, TracePolicy::Optimal).faults == slow_optimal(trace, frames));
            CHECK(lru.hits + lru.faults == trace.accesses.size());
            CHECK(lru.evictions == lru.faults - std::min<std::uint64_t>(frames, trace.pages));
        }
    }
}

TEST_CASE("no policy beats OPT, and none faults when everything fits") {
    const PageTrace trace = random_trace(200, 5000, 7);
    for (const TracePolicy policy :
         {TracePolicy::Fifo, TracePolicy::Lru, TracePolicy::Clock, TracePolicy::Random, TracePolicy::Optimal}) {
        for (const std::uint32_t frames : {10u, 60u, 150u}) {
            CHECK(replay(trace, frames, policy).faults >= replay(trace, frames, TracePolicy::Optimal).faults);
        }
        CHECK(replay(trace, trace.pages, policy).faults == trace.pages);
    }
    CHECK(replay(trace, 60, TracePolicy::Random, 3) == replay(trace, 60, TracePolicy::Random, 3));
}

TEST_CASE("one pass has the faults of LRU for every memory size") {
    // Long enough that the slots run out many times.
    for (const std::uint32_t pages : {1u, 3u, 64u, 65u, 500u}) {
        CAPTURE(pages);
        const PageTrace trace = random_trace(pages, 20000, pages);
        const std::vector<std::uint64_t> curve = lru_curve(trace).faults();
        REQUIRE(curve.size() == trace.pages + 1);
        CHECK(curve[0] == trace.accesses.size());
        CHECK(curve.back() == trace.pages);
        for (std::uint32_t frames = 1; frames <= trace.pages; frames += 1 + frames / 5) {
            CAPTURE(frames);
            CHECK(curve[frames] == replay(trace, frames, TracePolicy::Lru).faults);
        }
    }
    const PageTrace trace = page_trace(belady_string);
    CHECK(faults_by_size(trace, 5, TracePolicy::Lru) == lru_curve(trace).faults());
}

TEST_CASE("a cyclic walk falls off the cliff at its own length") {
    std::vector<std::uint64_t> numbers;
    for (int pass = 0; pass < 10; ++pass) {
        for (std::uint64_t page = 0; page < 100; ++page) numbers.push_back(page);
    }
    const PageTrace trace = page_trace(numbers);
    const std::vector<std::uint64_t> curve = lru_curve(trace).faults();
    CHECK(curve[99] == 1000);
    CHECK(curve[100] == 100);
    CHECK(replay(trace, 99, TracePolicy::Fifo).faults == 1000);
    CHECK(replay(trace, 99, TracePolicy::Optimal).faults < 120);
}

TEST_CASE("what is told of a string: every policy side by side, and two sizes for each doubling up to all pages") {
    const std::vector<PolicyFaults> table = compare_policies(page_trace(belady_string), 4);
    REQUIRE(table.size() == 5);
    CHECK(name_of(table.front().policy) == "FIFO");
    CHECK(table.front().faults == 10);
    CHECK(name_of(table.back().policy) == "OPT");
    CHECK(table.back().faults == 6);
    CHECK(sizes_to_tell(13) == std::vector<std::uint32_t>{1, 2, 3, 4, 6, 8, 12, 13});
    CHECK(sizes_to_tell(8) == std::vector<std::uint32_t>{1, 2, 3, 4, 6, 8});
    CHECK(sizes_to_tell(1) == std::vector<std::uint32_t>{1});
    CHECK(frames_to_begin_with(1) == 1);
    CHECK(frames_to_begin_with(5) == 3);
}
