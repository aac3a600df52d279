#include <doctest/doctest.h>

#include "web/semantics/numbers.hpp"

using namespace faultline;

TEST_CASE("counts have a comma every three digits") {
    CHECK(count_text(0) == "0");
    CHECK(count_text(999) == "999");
    CHECK(count_text(25'600) == "25,600");
    CHECK(count_text(1'234'567) == "1,234,567");
}

TEST_CASE("sizes are in the largest unit that they fill") {
    CHECK(bytes_text(4096) == "4 KiB");
    CHECK(bytes_text(104'857'600) == "100 MiB");
    CHECK(bytes_text(1'610'612'736) == "1.5 GiB");
    CHECK(bytes_text((1ull << 20) - 1) == "1,023.9 KiB");
    CHECK(bytes_text(17) == "17 B");
}

TEST_CASE("times are in the largest unit that they fill") {
    CHECK(time_text(876) == "876 ns");
    CHECK(time_text(1'805) == "1.8 µs");
    CHECK(time_text(6'000'000) == "6 ms");
    CHECK(time_text(2'500'000'000) == "2.5 s");
}

TEST_CASE("addresses and frames are hexadecimal") {
    CHECK(hex_text(0) == "0x0");
    CHECK(hex_text(0x7ffff7c00000) == "0x7ffff7c00000");
    CHECK(frame_text(Pfn{0x1a2}) == "0x1a2");
    CHECK(frame_text(no_frame) == "none");
}
