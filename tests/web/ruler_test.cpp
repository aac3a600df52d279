#include <doctest/doctest.h>

#include "web/scene.hpp"

using namespace faultline;

TEST_CASE("zooming in keeps the page in its place and ends at sixteen pages") {
    const std::uint64_t page = 0x7ffff7c00;
    RulerRange range = RulerRange::whole();
    for (int step = 0; step < 30; ++step) {
        const RulerRange next = range.zoomed(page, true);
        CHECK(next.pages <= range.pages);
        CHECK(next.first <= page);
        CHECK(page < next.first + next.pages);
        range = next;
    }
    CHECK(range.pages == RulerRange::fewest_pages);
    for (int step = 0; step < 30; ++step) range = range.zoomed(page, false);
    CHECK(range == RulerRange::whole());
}

TEST_CASE("moving goes there and back and never leaves the address space") {
    const RulerRange range{1000, 400};
    CHECK(range.moved(25).first == 1100);
    CHECK(range.moved(25).moved(-25) == range);
    CHECK(range.moved(0) == range);
    CHECK(RulerRange{10, 400}.moved(-50).first == 0);
    const RulerRange last{RulerRange::all_pages - 400, 400};
    CHECK(last.moved(50) == last);
    CHECK(RulerRange{0, 16}.moved(1).first == 1);
    CHECK(range.centred(5000) == RulerRange{4800, 400});
    CHECK(range.centred(0) == RulerRange{0, 400});
}
