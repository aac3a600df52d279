// Memory pressure on the live kernel and in the engine, from the same program under the same limit: who goes first,
// when nobody has to go, and what a pass over too many pages costs. Amounts near the limit are the kernel's own affair
// (its charges come in batches, its slabs count too): docs/conformance.md says what is compared, and why no more.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/pressure/walker.hpp"

using namespace faultline;
using namespace faultline::pressure;

namespace {

constexpr std::uint32_t arena_pages = 1024;
constexpr std::uint64_t room = 1u << 16;

bool possible(const Conditions& conditions) {
    if (conditions.skipped) MESSAGE("skipped because " << *conditions.skipped);
    return !conditions.skipped;
}

std::string walk(std::uint64_t first, std::uint64_t count, std::uint64_t step = 1) {
    return "walk " + std::to_string(first) + " " + std::to_string(count) + " " + std::to_string(step);
}

/// Lowers the limit a little at a time until `goal` pages or more are in swap, or the group can shrink no further.
template <class Walker>
void squeeze(Walker& walker, std::uint32_t pages, std::size_t goal) {
    for (std::uint64_t limit = walker.usage_pages(); limit > 64 && walker.swapped(pages).size() < goal; limit -= 32) {
        if (!walker.limit(limit)) return;
    }
}

/// What the kernel evicts of a prepared walker, about `goal` pages of it, must be the first so many of the engine's order.
/// Reclaim that waits for a slow disk goes on meanwhile and may take everything, which says nothing of an order: then the
/// kernel's half is done again.
template <class Prepare>
void check_same_order(std::size_t goal, Prepare prepare) {
    EngineWalker engine(room);
    prepare(engine);
    squeeze(engine, arena_pages, arena_pages - 64);
    std::vector<std::uint32_t> order = engine.swapped(arena_pages);
    constexpr int most_tries = 8;
    std::vector<std::uint32_t> gone;
    for (int i = 0; i < most_tries && (i == 0 || gone.size() > order.size()); ++i) {
        LiveWalker kernel(room);
        REQUIRE(kernel.started());
        prepare(kernel);
        squeeze(kernel, arena_pages, goal);
        gone = kernel.swapped(arena_pages);
    }
    CHECK(gone.size() >= arena_pages / 4);
    REQUIRE(gone.size() <= order.size());
    order.resize(gone.size());
    std::sort(order.begin(), order.end());
    CHECK(gone == order);
}

/// Majors of each pass over `pages` pages, up to `passes` of them; fewer if the program was killed.
template <class Walker>
std::vector<std::uint64_t> majors(std::uint64_t limit, std::uint64_t pages, int passes) {
    Walker walker(limit);
    std::vector<std::uint64_t> out;
    if (!walker.tell("map " + std::to_string(pages))) return out;
    for (int pass = 0; pass < passes; ++pass) {
        const std::optional<Faults> faults = walker.tell(walk(0, pages));
        if (!faults) break;
        out.push_back(faults->major);
    }
    return out;
}

/// As `majors`, on the live kernel. Now and then a page is met in the swap cache, under write-back still, and costs a minor
/// fault; or a page settles, when the group's statistics (up to two seconds old) are brought up to date in the middle.
/// Such a walk is repeated.
std::vector<std::uint64_t> undisturbed_majors(std::uint64_t limit, std::uint64_t pages,
                                              const std::vector<std::uint64_t>& expected) {
    constexpr int most_tries = 8;
    std::vector<std::uint64_t> seen;
    for (int i = 0; i < most_tries && seen != expected; ++i) {
        seen = majors<LiveWalker>(limit, pages, static_cast<int>(expected.size()));
        REQUIRE(seen.size() == expected.size());
    }
    return seen;
}

/// Whether the passes settle to no major fault at all. A pass that misses a tenth settles nowhere.
template <class Walker>
bool fits(std::uint64_t limit, std::uint64_t pages) {
    Walker walker(limit);
    if (!walker.tell("map " + std::to_string(pages))) return false;
    std::uint64_t last = 0;
    for (int pass = 0; pass < 4; ++pass) {
        const std::optional<Faults> faults = walker.tell(walk(0, pages));
        if (!faults) return false;
        last = faults->major;
        if (pass > 0 && last > pages / 10) return false;
    }
    return last == 0;
}

/// The most pages that the engine can walk over and over without a major fault, to an eighth of a per cent.
std::uint64_t knee(std::uint64_t limit) {
    std::uint64_t good = limit * 9 / 10, bad = limit * 11 / 10;
    REQUIRE(fits<EngineWalker>(limit, good));
    while (bad - good > limit / 800) {
        const std::uint64_t middle = (good + bad) / 2;
        (fits<EngineWalker>(limit, middle) ? good : bad) = middle;
    }
    return good;
}

}  // namespace

TEST_CASE("pages touched once are evicted in the order of their first touch, as the engine predicts") {
    const Conditions conditions;
    if (!possible(conditions)) return;
    check_same_order(arena_pages / 2, [](auto& walker) {
        REQUIRE(walker.tell("map 1024"));
        for (std::uint32_t i = 0; i < arena_pages / 8; ++i) REQUIRE(walker.tell(walk((i * 37 % 128) * 8, 8)));
    });
}

TEST_CASE("pages used since the last look stay, the others go in order, as the engine predicts") {
    const Conditions conditions;
    if (!possible(conditions)) return;
    check_same_order(arena_pages / 3, [](auto& walker) {
        REQUIRE(walker.tell("map 1024"));
        REQUIRE(walker.tell(walk(0, arena_pages)));
        walker.clear_refs();
        REQUIRE(walker.tell("flush"));
        REQUIRE(walker.tell(walk(0, arena_pages, 2)));
    });
}

TEST_CASE("no major faults while everything fits, and every page's fault from 1.25 times the limit") {
    const Conditions conditions;
    if (!possible(conditions)) return;
    constexpr std::uint64_t limit = 2048;
    CHECK(majors<EngineWalker>(limit, limit * 9 / 10, 4) == std::vector<std::uint64_t>{0, 0, 0, 0});
    CHECK(majors<LiveWalker>(limit, limit * 9 / 10, 4) == std::vector<std::uint64_t>{0, 0, 0, 0});
    for (const std::uint64_t pages : {limit * 5 / 4, limit * 2}) {
        CAPTURE(pages);
        const std::vector<std::uint64_t> expected{0, pages, pages, pages};
        CHECK(majors<EngineWalker>(limit, pages, 4) == expected);
        CHECK(undisturbed_majors(limit, pages, expected) == expected);
    }
}

TEST_CASE("the cliff of a cyclic walk stands where the kernel's does, within 2 per cent") {
    const Conditions conditions;
    if (!possible(conditions)) return;
    constexpr std::uint64_t limit = 8192;
    const std::uint64_t engine = knee(limit);
    MESSAGE("of " << limit << " pages the engine holds " << engine);
    CHECK(fits<LiveWalker>(limit, engine - engine / 50));
    CHECK_FALSE(fits<LiveWalker>(limit, engine + engine / 50));
}
