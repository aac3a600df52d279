// Pages in the order of their arrival, around a hand: a newcomer takes the place of the page that left there. The queue
// of FIFO and CLOCK, which need no links because a page leaves only where the hand is.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/machine/assert.hpp"

namespace faultline {

class PageRing {
  public:
    /// Empty, with room for `capacity` pages.
    explicit PageRing(std::uint32_t capacity) : places_(new std::uint32_t[capacity]), capacity_(capacity) {}

    std::uint32_t size() const { return size_; }
    std::uint32_t hand() const { return hand_; }
    std::uint32_t at_hand() const { return places_[hand_]; }
    /// One beyond the last place is the first.
    void move_hand_to(std::uint32_t place) { hand_ = place == size_ ? 0 : place; }

    /// Puts the page where one has left, which moves the hand on, or in the next free place (asserted that there is one).
    /// Answers the place.
    std::uint32_t add_newest(std::uint32_t page) {
        if (!vacant_) {
            // Only while the ring grows, and then the hand is still at its beginning.
            FAULTLINE_ASSERT(hand_ == 0 && size_ < capacity_);
            places_[size_] = page;
            return size_++;
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
    std::unique_ptr<std::uint32_t[]> places_;
    std::uint32_t capacity_;
    std::uint32_t size_ = 0;
    std::uint32_t hand_ = 0;
    bool vacant_ = false;
};

}  // namespace faultline
