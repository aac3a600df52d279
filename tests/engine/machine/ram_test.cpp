#include "engine/machine/ram.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <map>

using namespace faultline;

namespace {

constexpr Pfn a{3}, b{900};

std::uint8_t byte_at(const Ram& ram, Pfn pfn, std::uint32_t offset) {
    std::array<std::uint8_t, 1> one{};
    ram.read(pfn, offset, one);
    return one[0];
}

void put(Ram& ram, Pfn pfn, std::uint32_t offset, std::uint8_t value) {
    const std::array<std::uint8_t, 1> one{value};
    ram.write(pfn, offset, one);
}

std::uint32_t next_random(std::uint64_t& state) {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<std::uint32_t>(state >> 33);
}

}  // namespace

TEST_CASE("memory starts as zeros and costs nothing until something else is written") {
    Ram ram(1u << 22);
    const std::uint64_t before = ram.host_bytes();
    CHECK(byte_at(ram, a, 17) == 0);
    put(ram, a, 17, 0);
    CHECK(ram.all_zero(a));
    CHECK(ram.host_bytes() - before < 64 * sizeof(Content) + 1);
}

TEST_CASE("one byte a page is kept as one word, not as 4 KiB") {
    Ram ram(1u << 16);
    for (std::uint32_t page = 0; page < 1024; ++page) put(ram, Pfn{page}, 0, 'A');
    CHECK(ram.content(Pfn{5}).kind == ContentKind::Word);
    CHECK(byte_at(ram, Pfn{1023}, 0) == 'A');
    CHECK(byte_at(ram, Pfn{1023}, 1) == 0);
    CHECK(ram.host_bytes() < (1u << 16) / 64 * 8 + 1024 * 20);
}

TEST_CASE("whatever is written at random is read back, in every way of keeping a page") {
    Ram ram(16);
    std::map<std::uint32_t, std::uint8_t> expected;
    std::uint64_t seed = 42;
    for (int i = 0; i < 4000; ++i) {
        const std::uint32_t at = next_random(seed) % (4 * page_bytes - 8);
        const std::uint32_t offset = at % page_bytes;
        const std::uint32_t count = 1 + next_random(seed) % 8;
        if (offset + count > page_bytes) continue;
        std::array<std::uint8_t, 8> bytes{};
        for (std::uint32_t k = 0; k < count; ++k) {
            bytes[k] = static_cast<std::uint8_t>(next_random(seed) % 3);
            expected[at + k] = bytes[k];
        }
        ram.write(Pfn{at / page_bytes}, offset, std::span(bytes).first(count));
    }
    for (const auto& entry : expected) {
        CHECK(byte_at(ram, Pfn{entry.first / page_bytes}, entry.first % page_bytes) == entry.second);
    }
}

TEST_CASE("copying and clearing frames") {
    Ram ram(1024);
    put(ram, a, 100, 1);
    put(ram, a, 3000, 2);
    ram.copy(a, b);
    CHECK(ram.equal(a, b));
    CHECK(ram.hash(a) == ram.hash(b));
    put(ram, b, 3000, 9);
    CHECK(byte_at(ram, a, 3000) == 2);
    CHECK_FALSE(ram.equal(a, b));
    ram.clear(a);
    CHECK(ram.all_zero(a));
    CHECK(ram.hash(a) == 0);
}

TEST_CASE("a checkpoint of memory keeps the old bytes") {
    Ram ram(64);
    put(ram, a, 0, 1);
    put(ram, a, 4000, 1);
    const Ram checkpoint = ram;
    put(ram, a, 4000, 2);
    CHECK(byte_at(checkpoint, a, 4000) == 1);
    CHECK(byte_at(ram, a, 4000) == 2);
}

TEST_CASE("moving lent bytes is announced, writing in place is not") {
    Ram ram(64);
    put(ram, a, 0, 1);
    put(ram, a, 4000, 1);
    std::uint8_t* lent = ram.lend_for_writing(a);
    const std::uint64_t epoch = ram.loan_epoch();
    put(ram, a, 10, 5);
    CHECK(lent[10] == 5);
    CHECK(ram.loan_epoch() == epoch);
    ram.clear(a);
    CHECK(ram.loan_epoch() != epoch);
}

TEST_CASE("writing a frame whose instructions were decoded changes its version") {
    Ram ram(64);
    put(ram, a, 0, 0x90);
    CHECK(ram.lend_code(a)[0] == 0x90);
    const std::uint32_t version = ram.content(a).code_version;
    const std::uint64_t epoch = ram.code_epoch();
    put(ram, a, 0, 0xc3);
    CHECK(ram.content(a).code_version != version);
    CHECK(ram.code_epoch() != epoch);
}

TEST_CASE("a glimpse of a frame tells whether it was written since, however its bytes are kept") {
    Ram ram(64);
    const Glimpse of_zeros = ram.glimpse(a);
    CHECK(ram.holds(a, of_zeros));
    put(ram, a, 8, 1);
    CHECK_FALSE(ram.holds(a, of_zeros));
    const Glimpse of_word = ram.glimpse(a);
    CHECK(ram.holds(a, of_word));
    CHECK_FALSE(ram.holds(a, of_zeros));
    ram.write_u64(a, 1, 2);
    CHECK_FALSE(ram.holds(a, of_word));
    put(ram, a, 4000, 7);
    const Glimpse of_bytes = ram.glimpse(a);
    CHECK(ram.holds(a, of_bytes));
    ram.write_u64(a, 5, 9);
    CHECK_FALSE(ram.holds(a, of_bytes));
    CHECK(byte_at(ram, a, 40) == 9);
    const Glimpse before_clearing = ram.glimpse(a);
    ram.clear(a);
    CHECK_FALSE(ram.holds(a, before_clearing));
    CHECK(ram.holds(a, of_zeros));
}
