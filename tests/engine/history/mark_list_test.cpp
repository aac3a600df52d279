#include "engine/history/mark_list.hpp"

#include <doctest/doctest.h>

using namespace faultline;

namespace {

/// Marks of every kind, some at the same tick, with addresses far apart.
std::vector<Mark> story(std::size_t count) {
    std::vector<Mark> marks;
    Tick tick = 5;
    for (std::size_t i = 0; i < count; ++i) {
        Mark mark;
        mark.kind = static_cast<MarkKind>(i % 8);
        mark.tick = tick;
        mark.time = tick * 3;
        mark.pid = i % 7 == 0 ? 2 : 1;
        mark.address = i % 3 == 0 ? 0x7fffffffe000 + i : i * 4096;
        if (mark.kind == MarkKind::Fault) {
            mark.leaf = i % 16 == 0 ? Leaf::SwapInRead : Leaf::AnonNewFrame;
            mark.major = i % 16 == 0;
            mark.counted = i % 24 != 0;
        }
        marks.push_back(mark);
        tick += i % 5 == 0 ? 0 : i % 1000;
    }
    return marks;
}

MarkList list_of(const std::vector<Mark>& marks) {
    MarkList list;
    for (const Mark& mark : marks) list.push_back(mark);
    return list;
}

std::vector<Mark> all(const MarkList& list) { return {list.begin(), list.end()}; }

}  // namespace

TEST_CASE("what was noted is read again, from any place") {
    const std::vector<Mark> marks = story(1000);
    const MarkList list = list_of(marks);
    CHECK(all(list) == marks);
    for (std::size_t i : {0u, 127u, 128u, 500u, 999u}) CHECK(list[i] == marks[i]);
    for (Tick tick : {Tick{0}, marks[300].tick, marks[301].tick + 1, marks[999].tick, marks[999].tick + 1}) {
        std::size_t first = 0;
        while (first < marks.size() && marks[first].tick < tick) ++first;
        CHECK(list.lower_bound(tick) == first);
    }
    CHECK(list.bytes() < 1000 * 20);
}

TEST_CASE("a stretch is counted without reading what lies inside") {
    const std::vector<Mark> marks = story(1000);
    MarkList list = list_of(marks);
    // What lies wholly inside cannot be read any more.
    list.forget(3);
    MarkCounts expected;
    for (const Mark& mark : marks) {
        if (mark.tick >= marks[100].tick && mark.tick < marks[900].tick) expected.add(mark);
    }
    CHECK(list.count(marks[100].tick, marks[900].tick) == expected);
}

TEST_CASE("cutting the end off leaves the rest, in copies too") {
    const std::vector<Mark> marks = story(700);
    MarkList list = list_of(marks);
    const MarkList before = list;
    list.truncate(marks[333].tick);
    std::vector<Mark> kept = marks;
    while (kept.back().tick >= marks[333].tick) kept.pop_back();
    CHECK(all(list) == kept);
    CHECK(all(before) == marks);
    CHECK(list.bytes_apart_from(before) < before.bytes_apart_from(list));
    Mark more = kept.back();
    more.address = 77;
    list.push_back(more);
    CHECK(list.back() == more);
    CHECK(list.size() == kept.size() + 1);
}

TEST_CASE("a forgotten block keeps its counts and can be put back") {
    const std::vector<Mark> marks = story(400);
    MarkList list = list_of(marks);
    const std::uint64_t full = list.bytes();
    const MarkCounts counts = list.count(0, marks.back().tick + 1);
    list.forget(1);
    CHECK(list.forgotten(1));
    CHECK(list.bytes() < full);
    CHECK(list.count(0, marks.back().tick + 1) == counts);
    list.remember(1, {marks.begin() + 128, marks.begin() + 256});
    CHECK(all(list) == marks);
}
