#include "engine/trace/lru_curve.hpp"

#include <algorithm>
#include <bit>

namespace faultline {

namespace {

constexpr std::uint32_t never = ~0u;

/// Slots in order of time, one bit each, set where some page was last used. Every access takes the next slot, so only
/// the last word grows; a Fenwick tree over the words before it says how many bits lie below a slot. When the slots run
/// out the set ones move together.
class UseTimes {
  public:
    explicit UseTimes(std::uint32_t pages)
        : words_(std::bit_ceil(std::max(pages / 16u, 4u))), last_use_(pages, never), bits_(words_), tree_(words_ + 1) {}

    /// How many pages were used since this one was, itself included; 0 if it never was. Uses it now.
    std::uint32_t use(std::uint32_t page) {
        if (slot_ / 64 == words_) compact();
        const std::uint32_t before = last_use_[page];
        const std::uint32_t reach = before == never ? 0 : take_out(before);
        used_ += before == never ? 1u : 0u;
        last_use_[page] = slot_;
        bits_[slot_ / 64] |= 1ull << (slot_ % 64);
        if (++slot_ % 64 == 0) close_word(slot_ / 64 - 1);
        return reach;
    }

  private:
    /// Clears the slot and answers how many set ones there were from it on.
    std::uint32_t take_out(std::uint32_t slot) {
        const std::uint32_t word = slot / 64;
        std::uint64_t& bits = bits_[word];
        if (word == slot_ / 64) {
            const auto from_here = static_cast<std::uint32_t>(std::popcount(bits >> (slot % 64)));
            bits &= ~(1ull << (slot % 64));
            return from_here;
        }
        auto below = static_cast<std::uint32_t>(std::popcount(bits & ((1ull << (slot % 64)) - 1)));
        for (std::uint32_t node = word; node > 0; node &= node - 1) below += tree_[node];
        bits &= ~(1ull << (slot % 64));
        for (std::uint32_t node = word + 1; node <= words_; node += node & (0u - node)) --tree_[node];
        return used_ - below;
    }

    void close_word(std::uint32_t word) {
        const auto count = static_cast<std::uint32_t>(std::popcount(bits_[word]));
        for (std::uint32_t node = word + 1; node <= words_; node += node & (0u - node)) tree_[node] += count;
    }

    void compact() {
        std::uint32_t sum = 0;
        for (std::uint32_t word = 0; word < words_; ++word) {
            tree_[word] = sum;
            sum += static_cast<std::uint32_t>(std::popcount(bits_[word]));
        }
        for (std::uint32_t& use : last_use_) {
            if (use == never) continue;
            const std::uint64_t below = bits_[use / 64] & ((1ull << (use % 64)) - 1);
            use = tree_[use / 64] + static_cast<std::uint32_t>(std::popcount(below));
        }
        slot_ = sum;
        std::fill(bits_.begin(), bits_.end(), 0);
        std::fill(tree_.begin(), tree_.end(), 0);
        const std::uint32_t full = slot_ / 64;
        std::fill_n(bits_.begin(), full, ~std::uint64_t{0});
        if (slot_ % 64 != 0) bits_[full] = (1ull << (slot_ % 64)) - 1;
        for (std::uint32_t node = 1; node <= words_; ++node) {
            if (node <= full) tree_[node] += 64;
            const std::uint32_t parent = node + (node & (0u - node));
            if (parent <= words_) tree_[parent] += tree_[node];
        }
    }

    /// A power of two, at least twice the words that the pages need; so compacting frees half the slots or more.
    std::uint32_t words_;
    std::vector<std::uint32_t> last_use_;
    std::vector<std::uint64_t> bits_;
    /// Fenwick tree, from 1: bits of the words that are full of slots.
    std::vector<std::uint32_t> tree_;
    std::uint32_t slot_ = 0;
    std::uint32_t used_ = 0;
};

}  // namespace

std::vector<std::uint64_t> LruCurve::faults() const {
    std::vector<std::uint64_t> out(reaches.size());
    std::uint64_t hits = 0;
    for (std::size_t frames = 0; frames < out.size(); ++frames) {
        hits += frames == 0 ? 0 : reaches[frames];
        out[frames] = accesses - hits;
    }
    return out;
}

LruCurve lru_curve(std::span<const std::uint32_t> accesses, std::uint32_t pages) {
    LruCurve curve;
    curve.reaches.assign(pages + std::size_t{1}, 0);
    curve.accesses = accesses.size();
    UseTimes times(pages);
    for (const std::uint32_t page : accesses) ++curve.reaches[times.use(page)];
    curve.reaches[0] = 0;
    return curve;
}

}  // namespace faultline
