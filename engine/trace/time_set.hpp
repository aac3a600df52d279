// A set of moments 0 to n - 1 that knows its latest: a bit a moment, above it a bit for every word in use, and so on
// up.
#pragma once

#include <cstdint>
#include <vector>

namespace faultline {

class TimeSet {
  public:
    explicit TimeSet(std::uint32_t size) {
        std::uint32_t words = size / 64 + 1;
        levels_.emplace_back(words, 0);
        while (words > 1) {
            words = (words + 63) / 64;
            levels_.emplace_back(words, 0);
        }
    }

    void add(std::uint32_t moment) {
        for (std::vector<std::uint64_t>& level : levels_) {
            std::uint64_t& word = level[moment / 64];
            const bool known = word != 0;
            word |= 1ull << (moment % 64);
            if (known) return;
            moment /= 64;
        }
    }
    void remove(std::uint32_t moment) {
        for (std::vector<std::uint64_t>& level : levels_) {
            std::uint64_t& word = level[moment / 64];
            word &= ~(1ull << (moment % 64));
            if (word != 0) return;
            moment /= 64;
        }
    }
    /// The latest moment. The set must not be empty.
    std::uint32_t last() const {
        std::uint32_t at = 0;
        for (std::size_t level = levels_.size(); level-- > 0;) {
            at = at * 64 + 63u - static_cast<std::uint32_t>(__builtin_clzll(levels_[level][at]));
        }
        return at;
    }

  private:
    std::vector<std::vector<std::uint64_t>> levels_;
};

}  // namespace faultline
