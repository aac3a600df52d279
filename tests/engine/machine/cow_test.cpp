#include "engine/machine/cow.hpp"

#include <doctest/doctest.h>

using namespace faultline;

TEST_CASE("a copy shares its bytes until one side writes, and then only the writer changes") {
    CowPtr<int> original(7);
    CowPtr<int> copy = original;
    CHECK(original.shared());
    copy.mutate() = 8;
    CHECK(*original == 7);
    CHECK(*copy == 8);
    CHECK_FALSE(original.shared());
}

TEST_CASE("an array costs nothing where nobody wrote, and copies one chunk where somebody does") {
    CowArray<std::uint32_t, 64> array(1u << 20);
    CHECK(array[999'999] == 0);
    const std::uint64_t empty_bytes = array.host_bytes();
    array.mutate(70) = 5;
    CHECK(array.host_bytes() == empty_bytes + 64 * sizeof(std::uint32_t));

    CowArray<std::uint32_t, 64> checkpoint = array;
    array.mutate(70) = 6;
    CHECK(checkpoint[70] == 5);
    CHECK(array[70] == 6);
    CHECK(array[71] == 0);
}

TEST_CASE("a copy that is written does not disturb a third owner") {
    CowArray<std::uint32_t, 64> first(128);
    first.mutate(1) = 1;
    CowArray<std::uint32_t, 64> second = first;
    CowArray<std::uint32_t, 64> third = second;
    second.mutate(1) = 2;
    first = third;
    CHECK(first[1] == 1);
    CHECK(second[1] == 2);
    CHECK(third[1] == 1);
}

TEST_CASE("what an array shares with a copy is what nobody has written, and a chunk taken over makes them equal there") {
    CowArray<std::uint32_t, 64> array(256);
    array.mutate(10) = 1;
    array.mutate(100) = 2;
    CowArray<std::uint32_t, 64> copy = array;
    CHECK(copy.shares_chunk(array, 10));
    CHECK(copy.shares_chunk(array, 200));   // nobody has ever written there
    array.mutate(100) = 3;
    CHECK(copy.shares_chunk(array, 63));
    CHECK_FALSE(copy.shares_chunk(array, 64));
    CHECK(copy[100] == 2);
    copy.share_chunk(array, 64);
    CHECK(copy.shares_chunk(array, 100));
    CHECK(copy[100] == 3);
    array.mutate(100) = 4;
    CHECK(copy[100] == 3);
    copy = array;
    CHECK(copy[100] == 4);
    CHECK(copy[10] == 1);
}
