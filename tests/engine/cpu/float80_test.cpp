/// Extended precision by its own laws; the differential test compares it with a real x87.
#include <doctest/doctest.h>

#include "engine/cpu/float80.hpp"

namespace faultline::test {
namespace {

using namespace faultline::cpu;

Float80 whole(int64_t value) { return float80_from_integer(value); }

TEST_CASE("integers go in and come back") {
    for (const int64_t value :
         {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{1} << 62, -(int64_t{1} << 62), INT64_MAX, INT64_MIN}) {
        CHECK(float80_to_integer(whole(value), 8, Rounding::Nearest) == value);
    }
    CHECK(float80_to_integer(whole(40000), 2, Rounding::Nearest) == -32768);
}

TEST_CASE("a third rounds as its mode says, and three of it make one") {
    const Float80 third = float80_divide(whole(1), whole(3), Rounding::Nearest);
    CHECK(third == Float80{0xaaaaaaaaaaaaaaab, 0x3ffd});
    CHECK(float80_divide(whole(1), whole(3), Rounding::Down).mantissa == 0xaaaaaaaaaaaaaaaa);
    CHECK(float80_divide(whole(-1), whole(3), Rounding::Down).mantissa == 0xaaaaaaaaaaaaaaab);
    CHECK(float80_multiply(third, whole(3), Rounding::Nearest) == whole(1));
}

TEST_CASE("the square root of two, and of squares") {
    CHECK(float80_square_root(whole(2), Rounding::Nearest) == Float80{0xb504f333f9de6484, 0x3fff});
    for (int64_t n = 1; n < 2000; ++n) CHECK(float80_square_root(whole(n * n), Rounding::Nearest) == whole(n));
}

TEST_CASE("doubles survive the trip, denormals included") {
    for (const uint64_t bits :
         {uint64_t{1}, uint64_t{0x000fffffffffffff}, uint64_t{0x7fefffffffffffff}, uint64_t{0xbff8000000000001}}) {
        CHECK(float80_to_double(float80_from_double(bits), Rounding::Nearest) == bits);
    }
    for (const uint32_t bits : {1u, 0x007fffffu, 0x7f7fffffu, 0xbfc00001u}) {
        CHECK(float80_to_single(float80_from_single(bits), Rounding::Nearest) == bits);
    }
}

TEST_CASE("the largest number doubled is infinite, or stays when rounding towards zero") {
    const Float80 largest{~uint64_t{0}, 0x7ffe};
    CHECK(float80_add(largest, largest, Rounding::Nearest) == Float80{uint64_t{1} << 63, 0x7fff});
    CHECK(float80_add(largest, largest, Rounding::Zero) == largest);
    CHECK(float80_to_double(largest, Rounding::Nearest) == 0x7ff0000000000000);
}

TEST_CASE("zero times infinity is the default NaN, which compares with nothing") {
    const Float80 infinite = float80_divide(whole(1), whole(0), Rounding::Nearest);
    const Float80 nan = float80_multiply(infinite, whole(0), Rounding::Nearest);
    CHECK(nan == kFloat80DefaultNan);
    CHECK(float80_compare(nan, nan) == Order::Unordered);
    CHECK(float80_compare(whole(-3), whole(2)) == Order::Less);
    CHECK(float80_compare(whole(-3), whole(-4)) == Order::Greater);
}

}  // namespace
}  // namespace faultline::test
