// Any page, with equal chances, from a seed.
#pragma once

#include <cstdint>
#include <vector>

namespace faultline {

class RandomPolicy {
  public:
    RandomPolicy(std::uint32_t pages, std::uint64_t seed) : place_(pages, 0), state_(seed == 0 ? 1 : seed) {}
    void on_insert(std::uint32_t page) {
        place_[page] = static_cast<std::uint32_t>(in_memory_.size());
        in_memory_.push_back(page);
    }
    void on_access(std::uint32_t) {}
    std::uint32_t choose_victim() { return in_memory_[next() % in_memory_.size()]; }
    void on_remove(std::uint32_t page) {
        const std::uint32_t last = in_memory_.back();
        in_memory_[place_[page]] = last;
        place_[last] = place_[page];
        in_memory_.pop_back();
    }

  private:
    /// xorshift64*.
    std::uint64_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return state_ * 0x2545f4914f6cdd1dull >> 16;
    }

    std::vector<std::uint32_t> in_memory_;
    std::vector<std::uint32_t> place_;
    std::uint64_t state_;
};

}  // namespace faultline
