// How a long row of things looks, a byte each, with sums over blocks, over blocks of blocks and so on: any stretch is counted
// in a few steps. The blocks are those in which copy-on-write arrays are shared.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace faultline {

/// `Look` is an enumeration from 0 on, `look_count` of them.
template <class Look, std::size_t look_count>
class BlockCounts {
  public:
    static constexpr std::uint32_t block = 64;
    using Counts = std::array<std::uint32_t, look_count>;

    std::uint32_t size() const { return static_cast<std::uint32_t>(looks_.size()); }
    Look operator[](std::uint32_t index) const { return looks_[index]; }
    const Counts& all() const { return all_; }

    /// So many things, which all have the look 0.
    void begin_anew(std::uint32_t size) {
        looks_.assign(size, Look{});
        for (std::uint32_t width = 0; width < widths; ++width) {
            const std::uint32_t wide = things_in(width);
            sums_[width].assign((size + wide - 1) / wide, Counts{});
            for (std::uint32_t index = 0; index < sums_[width].size(); ++index)
                sums_[width][index][0] = std::min(wide, size - index * wide);
        }
        all_ = {};
        all_[0] = size;
    }

    /// Looks again at the block that begins at `first`: `look_of(index)`.
    template <class LookOf>
    void look_at(std::uint32_t first, LookOf look_of) {
        Counts now{};
        for (std::uint32_t index = first; index < std::min(size(), first + block); ++index) {
            looks_[index] = look_of(index);
            ++now[static_cast<std::size_t>(looks_[index])];
        }
        const Counts was = sums_[0][first / block];
        if (now == was) return;
        for (std::size_t look = 0; look < look_count; ++look) {
            // Differences below zero come right again: unsigned numbers wrap.
            const std::uint32_t more = now[look] - was[look];
            for (std::uint32_t width = 0; width < widths; ++width) sums_[width][first / things_in(width)][look] += more;
            all_[look] += more;
        }
    }

    Counts count(std::uint32_t first, std::uint32_t end) const {
        Counts counts{};
        std::uint32_t index = first;
        while (index < end && index % block != 0) ++counts[static_cast<std::size_t>(looks_[index++])];
        while (index < end && end - index >= block) {
            // The widest that begins here and fits.
            std::uint32_t width = 0, wide = block;
            while (width + 1 < widths && index % (wide << 3) == 0 && end - index >= wide << 3) ++width, wide <<= 3;
            const Counts& sum = sums_[width][index / wide];
            for (std::size_t look = 0; look < look_count; ++look) counts[look] += sum[look];
            index += wide;
        }
        while (index < end) ++counts[static_cast<std::size_t>(looks_[index++])];
        return counts;
    }

    /// The first that has the look, or size().
    std::uint32_t first_with(Look wanted) const {
        std::uint32_t index = 0;
        for (std::uint32_t width = widths; width-- > 0;) {
            std::uint32_t at = index / things_in(width);
            while (at < sums_[width].size() && sums_[width][at][static_cast<std::size_t>(wanted)] == 0) ++at;
            if (at == sums_[width].size()) return size();
            index = at * things_in(width);
        }
        while (looks_[index] != wanted) ++index;
        return index;
    }

  private:
    /// Sums of 64, 512, 4,096 and 32,768.
    static constexpr std::uint32_t widths = 4;
    static constexpr std::uint32_t things_in(std::uint32_t width) { return block << (3 * width); }

    std::vector<Look> looks_;
    std::array<std::vector<Counts>, widths> sums_;
    Counts all_{};
};

/// The look that most of the others than look 0 have; 0 when there are none.
template <class Look, std::size_t look_count>
Look main_look(const std::array<std::uint32_t, look_count>& counts) {
    std::size_t best = 0;
    for (std::size_t look = 1; look < look_count; ++look) {
        if (counts[look] > (best == 0 ? 0 : counts[best])) best = look;
    }
    return static_cast<Look>(best);
}

}  // namespace faultline
