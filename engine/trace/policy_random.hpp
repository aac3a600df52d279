// Any page, with equal chances, from a seed.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/machine/assert.hpp"

namespace faultline {

class RandomPolicy {
  public:
    RandomPolicy(std::uint32_t frames, std::uint64_t seed)
        : in_memory_(new std::uint32_t[frames]), state_(seed == 0 ? 1 : seed) {}
    /// The newcomer takes the place of the page that left, or one more.
    void on_insert(std::uint32_t page) {
        in_memory_[vacant_ ? chosen_ : size_++] = page;
        vacant_ = false;
    }
    void on_access(std::uint32_t) {}
    std::uint32_t choose_victim() {
        // A 32-bit number scaled to the range: a multiplication, where a remainder costs a division.
        chosen_ = static_cast<std::uint32_t>(std::uint64_t{next()} * size_ >> 32);
        return in_memory_[chosen_];
    }
    /// `page` is the one that was chosen last (asserted).
    void on_remove(std::uint32_t page) {
        FAULTLINE_ASSERT(!vacant_ && page == in_memory_[chosen_]);
        vacant_ = true;
    }

  private:
    /// xorshift64*, of which the upper half is the better one.
    std::uint32_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return static_cast<std::uint32_t>(state_ * 0x2545f4914f6cdd1dull >> 32);
    }

    std::unique_ptr<std::uint32_t[]> in_memory_;
    std::uint32_t size_ = 0;
    std::uint32_t chosen_ = 0;
    bool vacant_ = false;
    std::uint64_t state_;
};

}  // namespace faultline
