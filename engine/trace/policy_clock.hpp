// CLOCK, or second chance: a use sets the page's bit; the hand clears bits until it finds a page without one. The bits
// lie in the order of the ring, so that the hand passes 64 pages at once.
#pragma once

#include <bit>
#include <memory>
#include <vector>

#include "engine/trace/page_ring.hpp"

namespace faultline {

class ClockPolicy {
  public:
    ClockPolicy(std::uint32_t pages, std::uint32_t frames)
        : ring_(frames), place_(new std::uint32_t[pages]), used_(frames / 64 + std::size_t{1}, 0) {}
    /// A page starts with its bit set: the access that faulted is repeated.
    void on_insert(std::uint32_t page) {
        const std::uint32_t place = place_[page] = ring_.add_newest(page);
        used_[place / 64] |= 1ull << (place % 64);
    }
    void on_access(std::uint32_t page) { used_[place_[page] / 64] |= 1ull << (place_[page] % 64); }
    std::uint32_t choose_victim() {
        for (;;) {
            const std::uint32_t hand = ring_.hand();
            std::uint64_t& word = used_[hand / 64];
            const std::uint64_t from_hand = ~0ull << (hand % 64);
            const std::uint64_t unused = ~word & from_hand;
            const std::uint32_t stop = hand / 64 * 64 + static_cast<std::uint32_t>(std::countr_zero(unused));
            word &= unused == 0 ? ~from_hand : ~from_hand | ~0ull << (stop % 64);
            if (stop < ring_.size()) {
                ring_.move_hand_to(stop);
                if (unused != 0) return ring_.at_hand();
            } else {
                ring_.move_hand_to(ring_.size());
            }
        }
    }
    void on_remove(std::uint32_t page) { ring_.remove(page); }

  private:
    PageRing ring_;
    /// By page: its place in the ring. Of pages that are not in it: anything.
    std::unique_ptr<std::uint32_t[]> place_;
    /// By place. Bits beyond the ring are clear.
    std::vector<std::uint64_t> used_;
};

}  // namespace faultline
