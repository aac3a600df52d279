// Pages in the order of their arrival, around a hand: a newcomer takes the place of the page that left there. The queue
// of FIFO and CLOCK, which need no links because a page leaves only where the hand is.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/machine/assert.hpp"

namespace faultline {

class PageRing {
  public:
    std::uint32_t size() const { return static_cast<std::uint32_t>(places_.size()); }
    std::uint32_t hand() const { return hand_; }
    std::uint32_t at_hand() const { return places_[hand_]; }
    /// One beyond the last place is the first.
    void move_hand_to(std::uint32_t place) { hand_ = place == size() ? 0 : place; }

    /// Puts the page where one has left, which moves the hand on, or makes a place for it. Answers the place.
    std::uint32_t add_newest(std::uint32_t page) {
        if (!vacant_) {
            // Only while the ring grows, and then the hand is still at its beginning.
            FAULTLINE_ASSERT(hand_ == 0);
            places_.push_back(page);
            return size() - 1;
        }
        const std::uint32_t place = hand_;
        places_[place] = page;
        vacant_ = false;
        move_hand_to(place + 1);
        return place;
    }
    /// `page` is at the hand (asserted); the next newcomer takes its place.
    void remove(std::uint32_t page) {
        FAULTLINE_ASSERT(!vacant_ && page == at_hand());
        vacant_ = true;
    }

  private:
    std::vector<std::uint32_t> places_;
    std::uint32_t hand_ = 0;
    bool vacant_ = false;
};

}  // namespace faultline
