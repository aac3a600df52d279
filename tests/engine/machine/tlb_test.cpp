#include "engine/machine/tlb.hpp"

#include <doctest/doctest.h>

using namespace faultline;

TEST_CASE("a set holds four pages and gives up the oldest for a fifth") {
    TlbArray<16, 4> tlb;
    for (std::uint64_t i = 0; i < 4; ++i) CHECK(tlb.insert({i * 16, Pte{1}}) == TlbEntry::no_page);
    CHECK(tlb.find(0) != nullptr);
    CHECK(tlb.insert({4 * 16, Pte{1}}) == 0);
    CHECK(tlb.find(0) == nullptr);
    CHECK(tlb.find(16) != nullptr);
}

TEST_CASE("updating a page changes its entry and displaces nobody") {
    TlbArray<16, 4> tlb;
    tlb.insert({32, Pte{1}});
    tlb.insert({48, Pte{1}});
    tlb.update({32, Pte{3}});
    CHECK(tlb.find(32)->pte.bits == 3);
    CHECK(tlb.find(48) != nullptr);
}

TEST_CASE("one huge entry translates all of its 512 pages") {
    Tlb tlb;
    tlb.insert({7, Pte{Pte::present_bit | Pte::huge_bit}});
    CHECK(tlb.find(7 * huge_page_bytes) != nullptr);
    CHECK(tlb.find(8 * huge_page_bytes - 1) != nullptr);
    CHECK(tlb.find(8 * huge_page_bytes) == nullptr);
    tlb.flush_page(7 * huge_page_bytes + 123 * page_bytes);
    CHECK(tlb.find(7 * huge_page_bytes) == nullptr);
}
